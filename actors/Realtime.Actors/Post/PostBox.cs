using Akka.Actor;
using Realtime.Actors.Epochs;
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
public sealed partial class PostBox : BookKeeper
{
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(10);
    private readonly PostBook _book = new();
    private readonly string _box;
    private readonly IPost _post;
    private bool _stopAsked;

    public PostBox(string box, IPost post, EnginePorts ports)
        : base("post", "A post box", $"post-{box}", ports)
    {
        _box = box;
        _post = post;
    }

    public static Props Props(string box, IPost post, EnginePorts ports) => Akka.Actor.Props.Create(() => new PostBox(box, post, ports));

    protected override object Snapshot() => _book.Snapshot();

    protected override void Restore(object snapshot) => _book.Restore((PostBookSnapshot)snapshot);

    protected override void Fold(object change) => _book.Apply((PostEvent)change);

    protected override void Recovered()
    {
        Timers.StartPeriodicTimer("report", ReportTold.Instance, Ports.Options.PostRepeat);
        Work();
    }

    protected override void Handle(object message)
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
            default:
                OnWork(message);
                break;
        }
    }

    /// <summary>Takes what is new, answers what was told, and leaves alone what is on its way.</summary>
    private void Take(PostNotices posted)
    {
        _contact = posted.To ?? _contact;
        Report(posted.Notices.Select(notice => _book.ToldOf(notice.Key)).OfType<ToldNotice>());
        DateTimeOffset now = Ports.Clock.GetUtcNow();
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
}
