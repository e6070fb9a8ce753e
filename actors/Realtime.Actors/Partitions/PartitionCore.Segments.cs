using System.Text.Json;
using Realtime.Actors.Ports;
using Realtime.Actors.Things;
using Realtime.Domain;

namespace Realtime.Actors.Partitions;

/// <summary>
/// Batches and segments. A batch is cut into segments at its heartbeats: everything a heartbeat vouches for is applied before the
/// deadlines it releases are looked at. One segment runs at a time, so between two segments every thing is at rest at a known place.
/// </summary>
public sealed partial class PartitionCore
{
    private readonly List<ThingSlot> _touched = [];
    private readonly SegmentPools _pools = new();
    private readonly int[] _outcomes = new int[3];
    private IngestBatch? _batch;
    private int _cursor;
    private SegmentToken? _segment;
    private bool _ackOwed;

    /// <summary>Records of one topic, in log order.</summary>
    public void Take(Instant now, IngestBatch batch)
    {
        _now = now;
        if (batch.Entries.Count >= Limits.BatchRecordsMax / 2)
        {
            _behindAt = now.Running; // Large batches are a backlog: heartbeats may be waiting in it.
        }

        _batch = batch;
        _cursor = 0;
        Advance();
    }

    /// <summary>Every step of a segment is done.</summary>
    public void SegmentDone(Instant now, SegmentToken token)
    {
        if (!ReferenceEquals(token, _segment))
        {
            return; // Of an earlier incarnation.
        }

        _now = now;
        DateTimeOffset receivedAt = _batch?.ReceivedAt ?? now.Wall;
        Collect(receivedAt);
        _pools.Recall();
        _segment = null;
        Advance();
    }

    /// <summary>A thing has its state: what waited for it goes to it.</summary>
    public void ThingStarted(Instant now, ThingSlot slot)
    {
        if (!Memory.Slots.TryGetValue(slot.Key, out ThingSlot? ours) || !ReferenceEquals(ours, slot))
        {
            return; // Asked for by an earlier incarnation of this partition.
        }

        _now = now;
        slot.Running = true;
        slot.Activating = false;
        foreach (object step in slot.Waiting ?? [])
        {
            _effects.Send(slot, step);
        }

        slot.Waiting = null;
    }

    /// <summary>A thing could not read its state; the partition cannot go on without it.</summary>
    public void ThingFailed(ThingSlot slot, string reason) => _effects.Fail(PartitionFault.Thing, $"{slot.Key} cannot be started: {reason}");

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
            Uncommitted++;
#if MUTANT_DropOneInTenThousand
            if (entry.Item.Reading is not null && ((entry.Offset * 2_654_435_761 + _setup.Partition * 40_503 + batch.TopicNumber * 977) >> 4) % 10_000 == 0)
            {
                continue;
            }
#endif
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
                _outbox.DeadLetter(batch.Topic, _setup.Partition, entry.Position, rejection);
            }
            else if (entry.Item.Canary is { } canary && BelongsHere(canary.Id))
            {
                _canary = canary; // The newest of an epoch speaks for all of them.
            }
        }

        token.Done();
    }

    private SegmentToken BeginSegment() => _segment = new SegmentToken(_segments);

    private void Dispatch(Reading reading, LogEntry entry, string topic, SegmentToken token)
    {
        // A thing with a slot belongs here; only of a new one it has to be worked out.
        if (!Memory.Slots.TryGetValue(reading.Key, out ThingSlot? slot) && !BelongsHere(reading.ThingId))
        {
            // Of a gateway's frame, or of a producer with another partitioner: its own partition takes it, recognising repeats by the
            // origin, which names the log, because offsets of another log mean nothing. No channel vouches for it any more: its gateway's
            // heartbeat may reach that partition first, and our delay must not read as the thing's silence.
            var here = new Origin($"{_setup.LogId}/{topic}/{_setup.Partition}", entry.Offset, entry.Index);
            _outbox.Forward(reading with { Origin = reading.Origin ?? here, Source = null });
            _report.Forwarded();
            return;
        }

        Send(slot ?? Memory.Slot(reading.Key), _pools.Step().Fill(entry.Position, reading, ViewOf(reading.Source), token), token);
    }

    private void Dispatch(Registration registration, LogEntry entry, string topic, SegmentToken token)
    {
        if (!BelongsHere(registration.Key.Id) || registration.Key.Kind == ThingKind.Channel)
        {
            string detail = $"the registration of {registration.Key} is in partition {_setup.Partition} but belongs to "
                + $"{Partitioning.PartitionOf(registration.Key.Id, _setup.Partitions)}: produce it with key = id and the murmur2 partitioner";
            byte[] original = JsonSerializer.SerializeToUtf8Bytes(registration);
            _outbox.DeadLetter(topic, _setup.Partition, entry.Position, new Rejection(RejectReason.KeyMismatch, detail, original, registration.Key.Id));
            return;
        }

        ThingSlot slot = Memory.Slot(registration.Key);
        Send(slot, new ApplyRegistration(entry.Position, registration, ViewOf(registration.Source ?? slot.Source), token), token);
    }

    /// <summary>Sends a step to its thing, starting the thing when it does not run; order per thing is kept either way.</summary>
    private void Send(ThingSlot slot, object step, SegmentToken token)
    {
        token.Add();
        if (slot.Work is null)
        {
            slot.Work = _pools.Work();
            _touched.Add(slot);
        }

        if (slot.Running)
        {
            _effects.Send(slot, step);
            return;
        }

        (slot.Waiting ??= []).Add(step);
        if (!slot.Activating)
        {
            slot.Activating = true;
            _effects.Start(slot, Memory.LogNumber);
        }
    }

    /// <summary>Takes what the things produced in the segment, in the order in which they were first touched: replays number alerts alike.</summary>
    private void Collect(DateTimeOffset receivedAt)
    {
        for (int i = 0; i < _touched.Count; i++)
        {
            ThingSlot slot = _touched[i];
            Collect(slot, slot.Work!, receivedAt);
            slot.Work = null;

            // Counted for all things of a kind together: the things of a segment are nearly always of one.
            if (i + 1 == _touched.Count || _touched[i + 1].Key.Kind != slot.Key.Kind)
            {
                Applied += _outcomes[(int)TakeOutcome.Applied];
                _report.Taken(slot.Key.Kind, _outcomes);
                Array.Clear(_outcomes);
            }
        }

        _touched.Clear();
    }

    private void Collect(ThingSlot slot, SlotWork work, DateTimeOffset receivedAt)
    {
        // By index: an enumerator behind an interface is an object, and this runs for every reading.
        IReadOnlyList<AlertChange> alerts = work.Output.Alerts;
        for (int i = 0; i < alerts.Count; i++)
        {
            Memory.Alerts.Raise(alerts[i], receivedAt);
        }

        IReadOnlyList<ResultPoint> results = work.Output.Results;
        for (int i = 0; i < results.Count; i++)
        {
            _outbox.Result(results[i]);
        }

        IReadOnlyList<Reading> words = work.Output.Words;
        for (int i = 0; i < words.Count; i++)
        {
            _outbox.Forward(words[i]);
        }

        if (work.Faults is { } faults)
        {
            foreach (RuleFault fault in faults)
            {
                Report(slot, fault);
            }
        }

        Memory.MarkDirty(slot, alerts.Count > 0);
        _deadlines.Schedule(slot);
        for (int i = 0; i < _outcomes.Length; i++)
        {
            _outcomes[i] += work.Outcomes[i];
        }
    }

    private void Report(ThingSlot slot, RuleFault fault)
    {
        (string Topic, Position At, byte[] Original)? input = fault.Step switch
        {
            ApplyReading step => (Topics.For(slot.Key.Kind), step.Position, Kept(slot, step.Reading)),
            ApplyRegistration step => (Topics.Registry, step.Position, JsonSerializer.SerializeToUtf8Bytes(step.Registration)),
            _ => null, // A deadline: it has no record, and it fires again at the next heartbeat.
        };
        if (input is { } record)
        {
            var rejection = new Rejection(RejectReason.RuleFault, $"the rules of {slot.Key} failed: {fault.Message}", record.Original, slot.Key.Id);
            _outbox.DeadLetter(record.Topic, _setup.Partition, record.At, rejection);
        }
    }

    /// <summary>The reading for the dead letters; of closed data without its values.</summary>
    private static byte[] Kept(ThingSlot slot, Reading reading)
    {
        Reading kept = slot.Live is { Registration.Closed: true } ? reading.WithoutValues() : reading;
        return JsonSerializer.SerializeToUtf8Bytes(kept, kept.GetType());
    }
}
