using System.Text.Json;
using Realtime.Actors.Things;
using Realtime.Domain;

namespace Realtime.Actors.Partitions;

/// <summary>Channels: what a heartbeat releases, and what to say when one does not come.</summary>
public sealed partial class PartitionCore
{
    private readonly Dictionary<string, Instant> _lastArrivals = [];
    private TimeSpan _judgeChannelsFrom;
    private TimeSpan? _behindAt;

    /// <summary>When a channel's last heartbeat arrived; null when none did.</summary>
    public DateTimeOffset? LastArrival(string channel) => _lastArrivals.TryGetValue(channel, out Instant arrival) ? arrival.Wall : null;

    /// <summary>What is known of a channel that vouches for something; null when nothing is.</summary>
    public ChannelView? ViewOf(string? channel) =>
        channel is not null && Memory.Channels.TryGetValue(channel, out ChannelEntry? entry) ? entry.View : null;

    /// <summary>A channel vouches for everything up to its time: whatever was due by then fires now.</summary>
    private void OnBeat(ChannelBeat beat, LogEntry at, string topic)
    {
        Uncommitted++;
        ChannelEntry? before = Memory.Channels.GetValueOrDefault(beat.ChannelId);
        if (Refusal(before, beat, topic) is { } refusal)
        {
            _outbox.DeadLetter(topic, _setup.Partition, at.Position, refusal);
            return;
        }

        var output = new StepOutput();
        ChannelEntry entry = ChannelRule.OnBeat(before, beat, output) with { Topic = topic };
        SetChannel(entry, output);
        _lastArrivals[entry.Id] = _now;
        if (IsHome(entry))
        {
            _report.Heard(entry, _now.Wall);
        }

        List<ThingSlot> due = _deadlines.TakeDue(entry.Id, entry.Watermark);
        if (due.Count > 0)
        {
            SegmentToken token = BeginSegment();
            foreach (ThingSlot slot in due)
            {
                Send(slot, new ApplyDeadline(entry.View, token), token);
            }

            token.Done();
        }
    }

    private Rejection? Refusal(ChannelEntry? known, ChannelBeat beat, string topic)
    {
        // Topics have no order between them: one heartbeat would vouch for readings of the other topic that are still to come.
        (RejectReason Reason, string Detail)? fault =
            known is not null && known.Topic != topic
                ? (RejectReason.KindMismatch, $"channel {beat.ChannelId} is bound to {known.Topic}; a source that sends to {topic} too needs a second channel id")
            : known is null && Memory.Channels.Count >= Limits.ChannelsPerPartitionMax
                ? (RejectReason.TooManyChannels, $"there are {Limits.ChannelsPerPartitionMax} channels already; channel {beat.ChannelId} is one too many")
            : null;
        return fault is { } found ? new Rejection(found.Reason, found.Detail, JsonSerializer.SerializeToUtf8Bytes(beat), beat.ChannelId) : null;
    }

    /// <summary>Channels that went quiet by the receiving clock; only the channel's home partition speaks of it, so that one alert is raised.</summary>
    private void LookAtChannels()
    {
        if (!IsSubscribed || _batch is not null || _ackOwed)
        {
            return; // We are the slow ones: what the channel sent may be waiting for us.
        }

        if (_now.Running < _judgeChannelsFrom)
        {
            return;
        }

        foreach (ChannelEntry entry in Memory.Channels.Values.Where(IsHome).ToArray())
        {
            var output = new StepOutput();
            TimeSpan heard = _lastArrivals[entry.Id].Running;
            TimeSpan quiet = _now.Running - (_behindAt is { } behind && behind > heard ? behind : heard);
            ChannelEntry after = ChannelRule.OnQuiet(entry, _now.Wall - quiet, _now.Wall, output);
            if (!ReferenceEquals(after, entry))
            {
                SetChannel(after, output);
            }
        }
    }

#if MUTANT_AbsenceByWallClock
    /// <summary>Believes that event time runs on while nothing arrives.</summary>
    private void ExpireByWallClock()
    {
        SegmentToken? token = null;
        foreach (ChannelEntry entry in Memory.Channels.Values.Where(entry => !entry.Closed && _segment is null && _batch is null).ToArray())
        {
            TimeSpan quiet = _now.Running - _lastArrivals[entry.Id].Running;
            DateTimeOffset guessed = entry.Watermark + entry.ExpectedInterval * (quiet / entry.ArrivalInterval);
            foreach (ThingSlot slot in _deadlines.TakeDue(entry.Id, guessed))
            {
                token ??= BeginSegment();
                Send(slot, new ApplyDeadline(entry.View with { Watermark = guessed }, token), token);
            }
        }

        token?.Done();
    }
#endif

    private void SetChannel(ChannelEntry entry, StepOutput output)
    {
        foreach (AlertChange change in output.Alerts)
        {
            Memory.Alerts.Raise(change, _now.Wall);
        }

        foreach (ResultPoint point in output.Results)
        {
            _outbox.Result(point);
        }

        Memory.SetChannel(entry, output.Alerts.Count > 0);
    }

    private bool IsHome(ChannelEntry entry) => BelongsHere(entry.Id);
}
