using System.Text.Json;
using Akka.Actor;
using Realtime.Actors.Metrics;
using Realtime.Actors.Ports;
using Realtime.Actors.Routing;
using Realtime.Actors.Things;
using Realtime.Domain;

namespace Realtime.Actors.Partitions;

/// <summary>
/// Batches and segments. A batch is cut into segments at its heartbeats: everything a heartbeat vouches for is applied before the
/// deadlines it releases are looked at. One segment runs at a time, so between two segments every thing is at rest at a known place.
/// </summary>
public sealed partial class PartitionActor
{
    private readonly List<ThingSlot> _touched = [];
    private IngestBatch? _batch;
    private IActorRef _ingest = ActorRefs.Nobody;
    private int _cursor;
    private SegmentToken? _segment;
    private bool _ackOwed;
    private DateTimeOffset _behindAt;
    private long _uncommitted;
    private long _applied;

    private void OnBatch(IngestBatch batch)
    {
        _ingest = Sender;
        if (batch.Entries.Count >= Limits.BatchRecordsMax / 2)
        {
            _behindAt = _ports.Clock.GetUtcNow(); // Large batches are a backlog: heartbeats may be waiting in it.
        }

        _batch = batch;
        _cursor = 0;
        Advance();
    }

    /// <summary>Goes on with the batch; called only while no segment runs.</summary>
    private void Advance()
    {
        if (_batch is { } applied && _cursor == applied.Entries.Count)
        {
            FinishBatch(applied); // First, so that an epoch taken now carries the offset that was reached.
        }

        TryBeginEpoch();
        while (_batch is { } batch && _segment is null)
        {
            if (_cursor == batch.Entries.Count)
            {
                FinishBatch(batch);
            }
            else if (batch.Entries[_cursor].Item.Beat is { } beat)
            {
                OnBeat(beat, batch.Entries[_cursor++], batch.Topic);
            }
            else
            {
                RunSegment(batch);
            }
        }

        ContinueHandOff();
    }

    private void RunSegment(IngestBatch batch)
    {
        SegmentToken token = BeginSegment();
        for (; _cursor < batch.Entries.Count && batch.Entries[_cursor].Item.Beat is null; _cursor++)
        {
            LogEntry entry = batch.Entries[_cursor];
            _uncommitted++;
            if (entry.Item.Reading is { } reading)
            {
                Dispatch(reading, entry, batch.Topic, token);
            }
            else if (entry.Item.Registration is { } registration)
            {
                Dispatch(registration, entry, batch.Topic, token);
            }
            else if (entry.Item.Rejection is { } rejection)
            {
                _outbox.DeadLetter(batch.Topic, _partition, entry.Position, rejection);
            }
        }

        token.Done();
    }

    private SegmentToken BeginSegment() => _segment = new SegmentToken(Self);

    private void Dispatch(Reading reading, LogEntry entry, string topic, SegmentToken token)
    {
        if (!BelongsHere(reading.ThingId))
        {
            // Of a gateway's frame, or of a producer with another partitioner: its own partition takes it, recognising repeats by the
            // origin, which names the log, because offsets of another log mean nothing. No channel vouches for it any more: its gateway's
            // heartbeat may reach that partition first, and our delay must not read as the thing's silence.
            var here = new Origin($"{_ports.Ingest.LogId}/{topic}/{_partition}", entry.Offset, entry.Index);
            _outbox.Forward(reading with { Origin = reading.Origin ?? here, Source = null });
            EngineMetrics.RecordsForwarded.Inc();
            return;
        }

        Send(_memory.Slot(reading.Key), new ApplyReading(entry.Position, reading, ViewOf(reading.Source), token), token);
    }

    private void Dispatch(Registration registration, LogEntry entry, string topic, SegmentToken token)
    {
        if (!BelongsHere(registration.Key.Id) || registration.Key.Kind == ThingKind.Channel)
        {
            string detail = $"the registration of {registration.Key} is in partition {_partition} but belongs to "
                + $"{Partitioning.PartitionOf(registration.Key.Id, _ports.Ingest.Partitions)}: produce it with key = id and the murmur2 partitioner";
            byte[] original = JsonSerializer.SerializeToUtf8Bytes(registration);
            _outbox.DeadLetter(topic, _partition, entry.Position, new Rejection(RejectReason.KeyMismatch, detail, original, registration.Key.Id));
            return;
        }

        ThingSlot slot = _memory.Slot(registration.Key);
        Send(slot, new ApplyRegistration(entry.Position, registration, ViewOf(registration.Source ?? slot.Source), token), token);
    }

    private bool BelongsHere(string id) => Partitioning.PartitionOf(id, _ports.Ingest.Partitions) == _partition;

    private ChannelView? ViewOf(string? channel) =>
        channel is not null && _memory.Channels.TryGetValue(channel, out ChannelEntry? entry) ? entry.View : null;

    /// <summary>Sends a step to its thing, starting the thing's actor when it has none; order per thing is kept either way.</summary>
    private void Send(ThingSlot slot, object step, SegmentToken token)
    {
        token.Add();
        if (!slot.Touched)
        {
            slot.Touched = true;
            _touched.Add(slot);
        }

        if (slot.Actor is { } actor)
        {
            actor.Tell(step, ActorRefs.NoSender);
            return;
        }

        (slot.Waiting ??= []).Add(step);
        if (!slot.Activating)
        {
            slot.Activating = true;
            Context.Parent.Tell(new Activate(EntityIds.Thing(slot.Key), slot, _memory.LogNumber));
        }
    }

    private void OnActivated(Activated activated)
    {
        ThingSlot slot = activated.Slot;
        if (!_memory.Slots.TryGetValue(slot.Key, out ThingSlot? ours) || !ReferenceEquals(ours, slot))
        {
            return; // Asked for by an earlier incarnation of this partition.
        }

        slot.Actor = Sender;
        slot.Activating = false;
        foreach (object step in slot.Waiting ?? [])
        {
            Sender.Tell(step, ActorRefs.NoSender);
        }

        slot.Waiting = null;
    }

    /// <summary>A channel vouches for everything up to its time: whatever was due by then fires now.</summary>
    private void OnBeat(ChannelBeat beat, LogEntry at, string topic)
    {
        _uncommitted++;
        DateTimeOffset now = _ports.Clock.GetUtcNow();
        ChannelEntry? before = _memory.Channels.GetValueOrDefault(beat.ChannelId);
        if (Refusal(before, beat, topic) is { } refusal)
        {
            _outbox.DeadLetter(topic, _partition, at.Position, refusal);
            return;
        }

        var output = new StepOutput();
        ChannelEntry entry = ChannelRule.OnBeat(before, beat, output) with { Topic = topic };
        SetChannel(entry, output, now);
        _lastArrivals[entry.Id] = now;
        if (IsHome(entry))
        {
            EngineMetrics.Show(entry, now);
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
            : known is null && _memory.Channels.Count >= Limits.ChannelsPerPartitionMax
                ? (RejectReason.TooManyChannels, $"there are {Limits.ChannelsPerPartitionMax} channels already; channel {beat.ChannelId} is one too many")
            : null;
        return fault is { } found ? new Rejection(found.Reason, found.Detail, JsonSerializer.SerializeToUtf8Bytes(beat), beat.ChannelId) : null;
    }

    private bool IsHome(ChannelEntry entry) => BelongsHere(entry.Id);

    private void SetChannel(ChannelEntry entry, StepOutput output, DateTimeOffset now)
    {
        foreach (AlertChange change in output.Alerts)
        {
            _memory.Alerts.Raise(change, now);
        }

        foreach (ResultPoint point in output.Results)
        {
            _outbox.Result(point);
        }

        _memory.SetChannel(entry, output.Alerts.Count > 0);
    }

    private void OnSegmentDone(SegmentDone done)
    {
        if (!ReferenceEquals(done.Token, _segment))
        {
            return; // Of an earlier incarnation.
        }

        DateTimeOffset receivedAt = _batch?.ReceivedAt ?? _ports.Clock.GetUtcNow();
        foreach (ThingSlot slot in _touched)
        {
            Collect(slot, receivedAt);
        }

        _touched.Clear();
        _segment = null;
        Advance();
    }

    /// <summary>Takes what a thing produced in the segment, in the order in which things were first touched: replays number alerts alike.</summary>
    private void Collect(ThingSlot slot, DateTimeOffset receivedAt)
    {
        slot.Touched = false;
        foreach (AlertChange change in slot.Output.Alerts)
        {
            _memory.Alerts.Raise(change, receivedAt);
        }

        foreach (ResultPoint point in slot.Output.Results)
        {
            _outbox.Result(point);
        }

        foreach (RuleFault fault in slot.Faults ?? [])
        {
            Report(slot, fault);
        }

        _memory.MarkDirty(slot, slot.Output.Alerts.Count > 0);
        _deadlines.Schedule(slot);
        Count(slot);
        slot.Output.Clear();
        slot.Faults = null;
    }

    private void Report(ThingSlot slot, RuleFault fault)
    {
        (string Topic, Position At, byte[] Original)? input = fault.Step switch
        {
            ApplyReading step => (Topics.For(slot.Key.Kind), step.Position, JsonSerializer.SerializeToUtf8Bytes(step.Reading, step.Reading.GetType())),
            ApplyRegistration step => (Topics.Registry, step.Position, JsonSerializer.SerializeToUtf8Bytes(step.Registration)),
            _ => null, // A deadline: it has no record, and it fires again at the next heartbeat.
        };
        if (input is { } record)
        {
            var rejection = new Rejection(RejectReason.RuleFault, $"the rules of {slot.Key} failed: {fault.Message}", record.Original, slot.Key.Id);
            _outbox.DeadLetter(record.Topic, _partition, record.At, rejection);
        }
    }

    private void Count(ThingSlot slot)
    {
        int[] outcomes = slot.Outcomes;
        _applied += outcomes[(int)TakeOutcome.Applied];
        EngineMetrics.ReadingsApplied.WithLabels(ThingKey.Name(slot.Key.Kind)).Inc(outcomes[(int)TakeOutcome.Applied]);
        EngineMetrics.ReadingsSkipped.WithLabels("replayed").Inc(outcomes[(int)TakeOutcome.Replayed]);
        EngineMetrics.ReadingsSkipped.WithLabels("repeated").Inc(outcomes[(int)TakeOutcome.Repeated]);
        Array.Clear(outcomes);
    }

    private void FinishBatch(IngestBatch batch)
    {
        _memory.NextOffsets[batch.TopicNumber] = batch.NextOffset;
        _batch = null;
        _ackOwed = true;
        AckWhenWithinLimits();
        TryBeginEpoch();
    }

    /// <summary>Asks for the next batch, unless too much work is not yet safe: then Kafka keeps what we cannot take.</summary>
    private void AckWhenWithinLimits()
    {
        bool withinLimits = _uncommitted < Limits.UncommittedReadingsMax
            && _memory.Alerts.Undelivered.Count + _memory.Alerts.RaisedCount < Limits.UndeliveredAlertsMax
            && _outbox.Enqueued - _outbox.Acknowledged < Limits.UnacknowledgedRecordsMax;
        if (_ackOwed && withinLimits && !_handingOff)
        {
            _ackOwed = false;
            _ingest.Tell(IngestAck.Instance);
        }
    }
}
