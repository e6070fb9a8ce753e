using Akka.Actor;
using Akka.Cluster.Sharding;
using Realtime.Actors.Metrics;
using Realtime.Actors.Partitions;
using Realtime.Actors.Ports;
using Realtime.Actors.Post;
using Realtime.Actors.Routing;
using Realtime.Domain;

namespace Realtime.Actors.Desk;

/// <summary>
/// Notices that go through post boxes: handed over until the box says what became of them. The notice stays open in the book until the
/// outcome is stored; only then may the box forget it.
/// </summary>
public sealed partial class AlertDesk
{
    private const int PostBatchMax = 200;
    private readonly Dictionary<string, Handover> _handovers = new(StringComparer.Ordinal);

    /// <summary>Alerts of notices that were told, on their way into the journal as that.</summary>
    private readonly List<string> _recording = [];

    /// <summary>Notices that an earlier incarnation of this desk may have handed to a post box.</summary>
    private readonly HashSet<long> _maybePosted = [];
    private IActorRef? _region;

    private sealed record RepeatPost
    {
        public static readonly RepeatPost Instance = new();
    }

    private IActorRef Region => _region ??= ClusterSharding.Get(Context.System).ShardRegion(Engine.TypeName);

    /// <summary>The line (log) at once, the letter through the boxes of everybody who is told.</summary>
    private void Post(IPost post, AlertNotice notice, long number)
    {
        Ports.Notifier.NotifyAsync(notice, Stopping.Token);
        PostRoute route = post.RouteOf(notice);
        if (route.Nobody)
        {
            Self.Tell(new Notified(number, notice.Change, NotifyOutcome.NothingToSend, null));
            return;
        }

        var handover = new Handover(number, notice.Change, route, Instant.Of(Ports.Clock).Running);
        _handovers[handover.Key] = handover;
        HandOver([handover]);
        if (!Timers.IsTimerActive("post"))
        {
            Timers.StartPeriodicTimer("post", RepeatPost.Instance, Ports.Options.PostRepeat, Ports.Options.PostRepeat);
        }
    }

    private void HandOver(IEnumerable<Handover> handovers)
    {
        foreach (var box in handovers.SelectMany(handover => handover.Open.Select(open => (open.Box, open.To, handover))).GroupBy(open => open.Box))
        {
            foreach (var batch in box.OrderBy(open => open.handover.Number).Chunk(PostBatchMax))
            {
                Region.Tell(new PostNotices(
                    EntityIds.PostBox(box.Key), _partition, batch[0].To, [.. batch.Select(open => new KeyedChange(open.handover.Key, open.handover.Change, open.handover.OthersToo))]));
            }
        }
    }

    /// <summary>An earlier notice of the alert lies in a post box: who gets it has to hear of the end too.</summary>
    private bool IsBeingTold(string alertId) => _recording.Contains(alertId) || _handovers.Values.Any(handover => handover.Change.AlertId == alertId);

    private void OnTold(NoticesTold told)
    {
        List<string> unknown = [];
        List<(Handover Handover, NotifyOutcome Outcome)> finished = [];
        foreach (ToldNotice notice in told.Notices)
        {
            if (!_handovers.TryGetValue(notice.Key, out Handover? handover))
            {
                unknown.Add(notice.Key);
                continue;
            }

            handover.Answer(told.Box, notice.Outcome);
            if (handover.Outcome is { } outcome)
            {
                _handovers.Remove(notice.Key);
                _recording.Add(handover.Change.AlertId);
                finished.Add((handover, outcome));
            }
            else
            {
                HandOver([handover]); // The next contact, when this one can never be reached.
            }
        }

        Finish(finished);
        SettleUnknown(told.Box, unknown);
    }

    /// <summary>Stores the outcomes together; only then may the boxes forget the notices.</summary>
    private void Finish(List<(Handover Handover, NotifyOutcome Outcome)> finished)
    {
        if (finished.Count == 0)
        {
            return;
        }

        string way = Ports.Post!.Way;
        DateTimeOffset now = Ports.Clock.GetUtcNow();
        int left = finished.Count;
        PersistAllAsync<DeskEvent>(finished.Select(one => new AlertNotified(one.Handover.Change.AlertId, one.Handover.Change.Sequence, way, one.Outcome, now)), stored =>
        {
            Applied(stored);
            _recording.Remove(((AlertNotified)stored).AlertId);
            HandToFamilies(((AlertNotified)stored).AlertId);
            EngineMetrics.NotificationsSent.WithLabels(way, EngineMetrics.Label(((AlertNotified)stored).Outcome)).Inc();
            if (--left == 0)
            {
                Settle(finished.Select(one => one.Handover));
            }
        });
    }

    private void Settle(IEnumerable<Handover> finished)
    {
        foreach (IGrouping<string, string> box in finished.SelectMany(handover => handover.Answered.Select(box => (box, handover))).GroupBy(one => one.box, one => one.handover.Key))
        {
            Region.Tell(new SettleNotices(EntityIds.PostBox(box.Key), [.. box]));
        }

        _notifying.ExceptWith(finished.Select(handover => handover.Number));
        ShowPending();
    }

    /// <summary>Notices that should have been told by now: one that waits for its letter's window is not late.</summary>
    private void ShowPending()
    {
        TimeSpan now = Instant.Of(Ports.Clock).Running;
        TimeSpan patience = Ports.Options.Post.Window + Ports.Options.Post.Gather;
        int waiting = _handovers.Values.Count(handover => now - handover.Since <= patience);
        EngineMetrics.NotificationsPending.WithLabels(EngineMetrics.Label(_partition)).Set(_book.UnnotifiedCount - waiting);
    }

    /// <summary>An answer to a notice that is not on its way: its end is stored, or this desk has only just started and will ask.</summary>
    private void SettleUnknown(string box, List<string> keys)
    {
        if (keys.Count == 0)
        {
            return;
        }

        HashSet<string> open = [.. _book.Unnotified.Select(entry => AlertNotice.KeyOf(entry.Value))];
        string[] settled = [.. keys.Where(key => !open.Contains(key))];
        if (settled.Length > 0)
        {
            Region.Tell(new SettleNotices(EntityIds.PostBox(box), settled));
        }
    }
}
