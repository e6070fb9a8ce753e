using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Realtime.Actors.Epochs;
using Realtime.Actors.Metrics;
using Realtime.Actors.Partitions;
using Realtime.Actors.Ports;
using Realtime.Actors.Things;
using Realtime.Domain;

namespace Realtime.Actors.Post;

/// <summary>
/// The post box of one reader (the operators together, or one contact), one in the whole cluster: gathers notices of all desks into letters.
/// Every step is stored before the next: a notice when it is taken over, a letter before it goes out, its outcome before the desks hear of it.
/// So a crash repeats a letter (same id) at worst, and never loses or splits one.
/// Events are stored asynchronously: what comes while the journal writes goes with its next write, so a flood of letters costs round trips by
/// the batch and not by the letter. What is on its way to the journal is kept out of the next decision (_taking, _forming, _sending).
/// </summary>
public sealed partial class PostBox : UntypedPersistentActor, IWithTimers
{
    private const int SnapshotEveryEvents = 500;
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(10);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly PostBook _book = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly string _box;
    private readonly IPost _post;
    private readonly EnginePorts _ports;
    private readonly SnapshotHistory _snapshots;
    private readonly RecoveryGuard _guard;
    private bool _stopAsked;

    public PostBox(string box, IPost post, EnginePorts ports)
    {
        _box = box;
        _post = post;
        _ports = ports;
        _snapshots = new SnapshotHistory(ports.Options.EventsKeptMin);
        PersistenceId = $"post-{box}";
        _guard = new RecoveryGuard("post", PersistenceId, _log);
    }

    public override string PersistenceId { get; }

    public override Recovery Recovery => _guard.Recovery;

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(string box, IPost post, EnginePorts ports) => Akka.Actor.Props.Create(() => new PostBox(box, post, ports));

    protected override void OnRecover(object message)
    {
        _guard.Look(message, LastSequenceNr);
        switch (message)
        {
            case SnapshotOffer { Snapshot: PostBookSnapshot snapshot } offer:
                _snapshots.Add(offer.Metadata.SequenceNr, Instant.Of(_ports.Clock).Running);
                _book.Restore(snapshot);
                break;
            case PostEvent change:
                _book.Apply(change);
                break;
            case RecoveryCompleted:
                Timers.StartPeriodicTimer("report", ReportTold.Instance, _ports.Options.PostRepeat);
                Work();
                break;
        }
    }

    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case PostNotices posted:
                Take(posted);
                break;
            case SettleNotices settled:
                Settle(settled);
                break;
            case HandOff:
                _stopAsked = true;
                Timers.StartSingleTimer("stop", StopAtOnce.Instance, StopMax);
                StopWhenFinished();
                break;
            case StopAtOnce:
                Context.Stop(Self);
                break;
            case SaveSnapshotSuccess saved:
                OnSnapshotSaved(saved);
                break;
            case SaveSnapshotFailure failed:
                _log.Warning(failed.Cause, "A post box could not save a snapshot; its log keeps growing until the next try");
                break;
            default:
                OnWork(message);
                break;
        }
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        EngineMetrics.PersistFailures.Inc();
        _log.Error(cause, "A post box could not store event {0}; it recovers", sequenceNr);
        Context.Stop(Self);
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        EngineMetrics.PersistFailures.Inc();
        base.OnPersistFailure(cause, @event, sequenceNr);
    }

    protected override void PostStop()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        base.PostStop();
    }

    /// <summary>Takes what is new, answers what was told, and leaves alone what is on its way.</summary>
    private void Take(PostNotices posted)
    {
        _contact = posted.To ?? _contact;
        Report(posted.Notices.Select(notice => _book.ToldOf(notice.Key)).OfType<ToldNotice>());
        DateTimeOffset now = _ports.Clock.GetUtcNow();
        NoticePosted[] fresh = _stopAsked ? [] : [.. posted.Notices
            .Where(notice => !_book.Knows(notice.Key) && _taking.Add(notice.Key))
            .Select(notice => new NoticePosted(new PostedNotice(notice.Key, posted.Partition, notice.Change, now, notice.OthersToo)))];
        if (fresh.Length == 0)
        {
            Work();
            return;
        }

        PersistAllAsync<PostEvent>(fresh, change =>
        {
            Applied(change);
            _taking.Remove(((NoticePosted)change).Notice.Key);
            if (ReferenceEquals(change, fresh[^1]))
            {
                Work();
            }
        });
    }

    private void Settle(SettleNotices settled)
    {
        string[] known = [.. settled.Keys.Where(key => _book.ToldOf(key) is not null)];
        if (known.Length > 0)
        {
            PersistAsync<PostEvent>(new NoticesSettled(known), change =>
            {
                Applied(change);
                StopWhenIdle();
            });
        }
    }

    private void Applied(PostEvent change)
    {
        _book.Apply(change);
        if (LastSequenceNr % SnapshotEveryEvents == 0)
        {
            SaveSnapshot(_book.Snapshot());
        }
    }

    /// <summary>Deletes what <see cref="SnapshotHistory"/> lets go: the rest fences a writer that was paused.</summary>
    private void OnSnapshotSaved(SaveSnapshotSuccess saved)
    {
        _guard.Saved();
        if (_snapshots.Add(saved.Metadata.SequenceNr, Instant.Of(_ports.Clock).Running) is var upTo and > 0)
        {
            DeleteMessages(upTo);
            DeleteSnapshots(new SnapshotSelectionCriteria(upTo - 1));
        }
    }
}
