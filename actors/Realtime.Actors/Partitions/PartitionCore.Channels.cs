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
    private TimeSpan? _lastTick;
    private StallWatch _stalls = new([]);

    /// <summary>When a channel's last heartbeat arrived; null when none did.</summary>
    public DateTimeOffset? LastArrival(string channel) => _lastArrivals.TryGetValue(channel, out Instant arrival) ? arrival.Wall : null;

    /// <summary>What is known of a channel that vouches for something; null when nothing is.</summary>
    public ChannelView? ViewOf(string? channel) =>
        channel is not null && Memory.Channels.TryGetValue(channel, out ChannelEntry? entry) ? entry.View : null;

    /// <summary>The first partition speaks of all channels; every heartbeat stands in every partition of its topic.</summary>
    private bool JudgesChannels => _setup.Partition == 0;

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
        bool othersQuiet = JudgesChannels && _stalls.Heard(beat.ChannelId);
        ChannelEntry entry = ChannelRule.OnBeat(before, beat, output, othersQuiet) with { Topic = topic };
        SetChannel(entry, output);
        if (JudgesChannels && _stalls.Release(before, Memory.Channels, output) is { } leader)
        {
            SetChannel(leader, output);
        }

        Raise(output);
        _lastArrivals[entry.Id] = _now;
        if (BelongsHere(entry.Id))
        {
            _report.Heard(entry, _now.Wall);
        }

        Release(entry, beat, at);
    }

    /// <summary>What the heartbeat makes a fact: absence from the list that it ends, and whatever was due.</summary>
    private void Release(ChannelEntry entry, ChannelBeat beat, LogEntry at)
    {
        List<ThingSlot> due = _deadlines.TakeDue(entry.Id, entry.Watermark);
        ThingSlot[] listed = beat is { List: true, Drill: false }
            ? [.. Memory.Slots.Values.Where(slot => slot.Key.Kind == ThingKind.Sensor && slot.Source == entry.Id).OrderBy(slot => slot.Key)]
            : [];
        if (due.Count + listed.Length == 0)
        {
            return;
        }

        SegmentToken token = BeginSegment();
        foreach (ThingSlot slot in listed)
        {
            // A sensor that the list named knows that it did: it answers with nothing.
            var absent = new SensorReading { ThingId = slot.Key.Id, Time = beat.Time, ReportedTime = beat.Time, Quality = Quality.Absent, Source = entry.Id };
            Send(slot, _pools.Step().Fill(at.Position, absent, entry.View, token), token);
        }

        foreach (ThingSlot slot in due)
        {
            Send(slot, new ApplyDeadline(entry.View, token), token);
        }

        token.Done();
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

    /// <summary>
    /// Channels that went quiet by the receiving clock. Only one partition speaks of them, so that one fault is one alert.
    /// </summary>
    private void LookAtChannels()
    {
        if (!JudgesChannels || !IsSubscribed || _batch is not null || _ackOwed)
        {
            return; // We are the slow ones: what the channels sent may be waiting for us.
        }

        if (_now.Running < _judgeChannelsFrom)
        {
            return;
        }

        ChannelEntry[] quiet = [.. Memory.Channels.Values.Where(entry => ChannelRule.IsQuiet(entry, QuietFor(entry)))];
        if (quiet.Length > 0)
        {
            var output = new StepOutput();
            foreach (ChannelEntry changed in _stalls.Stop(quiet, Memory.Channels, output))
            {
                SetChannel(changed, output);
            }

            Raise(output);
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

    /// <summary>
    /// A process that was paused hears its own timer before what arrived meanwhile: the time it stood still says nothing about channels.
    /// </summary>
    private void NoticeStandstill()
    {
        if (_lastTick is { } last && _now.Running - last > Options.FullEpochInterval * 2)
        {
            _behindAt = _now.Running;
        }

        _lastTick = _now.Running;
    }

    private TimeSpan QuietFor(ChannelEntry entry)
    {
        TimeSpan heard = _lastArrivals[entry.Id].Running;
        return _now.Running - (_behindAt is { } behind && behind > heard ? behind : heard);
    }

    private void Raise(StepOutput output)
    {
        foreach (AlertChange change in output.Alerts)
        {
            Memory.Alerts.Raise(change, _now.Wall);
        }
    }

    private void SetChannel(ChannelEntry entry, StepOutput output) => Memory.SetChannel(entry, output.Alerts.Count > 0);
}
