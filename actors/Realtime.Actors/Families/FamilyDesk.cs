using Akka.Actor;
using Realtime.Actors.City;
using Realtime.Actors.Desk;
using Realtime.Actors.Epochs;
using Realtime.Actors.Messages;
using Realtime.Actors.Metrics;
using Realtime.Actors.Partitions;
using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Actors.Families;

/// <summary>
/// Tells the people around the households of one shard, step by step: a child of the shard's alert desk with a log of its own. Every step is
/// stored before it is taken; waits are counted from stored moments, so they survive a crash and end once. An acknowledgement is stored here
/// before anybody hears that it was taken, so no letter of a later step is ever formed behind it.
/// </summary>
public sealed partial class FamilyDesk : BookKeeper
{
    private static readonly TimeSpan OwnerAnswerMax = TimeSpan.FromSeconds(5);
    private readonly FamilyBook _book = new();
    private readonly IFamilyPost _post;
    private readonly int _partition;
    private IActorRef _owner = ActorRefs.Nobody;
    private DateTimeOffset _started;

    public FamilyDesk(int partition, IFamilyPost post, EnginePorts ports)
        : base("family", $"Family desk {partition}", $"families-{partition}", ports)
    {
        _partition = partition;
        _post = post;
    }

    private FamilyOptions Options => Ports.Options.Families;

    private DateTimeOffset Now => Ports.Clock.GetUtcNow();

    public static Props Props(int partition, IFamilyPost post, EnginePorts ports) => Akka.Actor.Props.Create(() => new FamilyDesk(partition, post, ports));

    protected override object Snapshot() => _book.Snapshot();

    protected override void Restore(object snapshot) => _book.Restore((FamilyBookSnapshot)snapshot);

    protected override void Fold(object change) => _book.Apply((FamilyEvent)change);

    protected override void Recovered()
    {
        _started = Now;
        Show();
        Timers.StartPeriodicTimer("tick", TickFamilies.Instance, Options.Tick);
        Context.Parent.Tell(FamilyDeskReady.Instance);
        foreach (FamilyCase known in _book.OpenCases.Where(known => known.AcknowledgedBy is not null))
        {
            TellDesk(known); // The alert's own desk may not have heard of it.
        }
    }

    protected override void Handle(object message)
    {
        switch (message)
        {
            case KnowPartition known:
                _owner = known.Partition;
                break;
            case FamilyNotice notice:
                Take(notice);
                break;
            case StopLadder stop:
                Stop(stop);
                break;
            case OperatorWords words:
                CatchUp(words);
                break;
            case AddHistory add:
                add.ReplyTo.Tell(new AlertAnswer(WithHistory(add.Detail)));
                break;
            case GetFamilyLink query:
                OpenLink(query.LinkHash, acknowledge: false, null);
                break;
            case AcknowledgeFamilyLink acknowledge:
                OpenLink(acknowledge.LinkHash, acknowledge: true, acknowledge.Reader);
                break;
            case ReportBounce bounce:
                OnBounce(bounce);
                break;
            case GetLostLetters:
                Sender.Tell(new LostLettersAnswer(_book.Lost));
                break;
            default:
                OnWork(message);
                break;
        }
    }

    /// <summary>The alert's own record of who takes care follows; a repeat changes nothing there.</summary>
    private void TellDesk(FamilyCase known)
    {
        if (known is { Kind: FamilyCaseKind.NoViewing, AcknowledgedBy: { } by })
        {
            Context.Parent.Tell(new TakenCareOf(known.Id, by, known.Sequence));
        }
    }

    private AlertDetail WithHistory(AlertDetail detail) => detail with
    {
        History = [.. detail.History, .. _book.History(detail.Alert.AlertId).Select(line => new AlertHistoryEntry(line.At, line.What, line.Text))],
    };

    private void StoreAll(List<FamilyEvent> changes, Action then)
    {
        if (changes.Count == 0)
        {
            then();
            return;
        }

        int left = changes.Count;
        PersistAll(changes, change =>
        {
            Applied(change);
            if (--left == 0)
            {
                Show();
                then();
            }
        });
    }

    private void Show() => EngineMetrics.FamilyCasesOpen.WithLabels(EngineMetrics.Label(_partition)).Set(_book.OpenCount);
}
