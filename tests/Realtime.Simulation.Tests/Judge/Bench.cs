using Realtime.Actors.Desk;
using Realtime.Actors.Epochs;
using Realtime.Actors.Partitions;
using Realtime.Actors.Things;
using Realtime.Domain;
using Realtime.Simulation.Tests.World;

namespace Realtime.Simulation.Tests.Judge;

/// <summary>Watches a history while it happens and gives the verdict at its end. It trusts nothing the engine says of itself.</summary>
public sealed partial class Bench(SimWorld world)
{
    private readonly List<Violation> _found = [];
    private readonly HashSet<(int Partition, int Topic, Position At)> _applied = [];
    private readonly Dictionary<(int Partition, int Topic, ThingKey Thing), List<Position>> _sequences = [];
    private readonly HashSet<Origin> _forwarded = [];
    private readonly Dictionary<string, (long Writer, HashSet<long> Past, long Highest)> _writers = [];
    private readonly Dictionary<(string Alert, int Sequence), (AlertChange Change, TimeSpan At)> _taken = [];
    private readonly Dictionary<string, string> _acknowledged = [];
    private readonly Dictionary<int, List<TimeSpan>> _disturbances = [];
    private readonly Dictionary<StoredThing, Thing> _read = new(ReferenceEqualityComparer.Instance);

    public IReadOnlyList<Violation> Found => _found;

    /// <summary>Alert changes that the desks have stored, in the order in which they did.</summary>
    public IEnumerable<AlertChange> TakenChanges => _taken.Values.OrderBy(entry => entry.At).ThenBy(entry => entry.Change.Sequence).Select(entry => entry.Change);

    private void Claim(bool holds, string invariant, Func<string> detail)
    {
        if (!holds && _found.Count < 200)
        {
            _found.Add(new Violation(invariant, detail()));
        }
    }

    /// <summary>A record is in the log.</summary>
    public void Appended(int partition, int topic, LogRecord record)
    {
        for (int index = 0; index < record.Items.Count; index++)
        {
            LogItem item = record.Items[index];
            if (item.Reading is { } reading)
            {
                Sequence(partition, topic, reading.Key).Add(new Position(record.Offset, index));
                if (reading.Origin is { } origin)
                {
                    _forwarded.Add(origin);
                }
            }
            else if (item.Registration is { } registration)
            {
                Sequence(partition, topic, registration.Key).Add(new Position(record.Offset, index));
            }
            else if (item.Beat is { } beat && partition == 0)
            {
                world.Story.Channels.First(channel => channel.Id == beat.ChannelId).Beats.Add((beat.Time, record.At));
            }
        }
    }

    /// <summary>A thing took a step.</summary>
    public void Stepped(int partition, object step, Thing before, Thing after)
    {
        if (step is ApplyReading reading && reading.Position > before.Position)
        {
            InOrder(partition, VirtualLog.NumberOf(Topics.For(before.Key.Kind)), before.Key, before.Position, reading.Position);
        }
        else if (step is ApplyRegistration registration && registration.Position > before.RegistryPosition)
        {
            InOrder(partition, 0, before.Key, before.RegistryPosition, registration.Position);
        }

        Claim(after.Position >= before.Position, Invariants.Order, () => $"{before.Key} went back from {before.Position} to {after.Position}");
    }

    /// <summary>An incarnation begins at these offsets: everything before them has to be in what it recovered, or put aside.</summary>
    public void Recovered(int partition, PartitionMemory memory)
    {
        Disturbed(partition);
        Dictionary<ThingKey, Thing> things = memory.Slots.Values
            .Where(slot => slot.Stored is not null)
            .ToDictionary(slot => slot.Key, slot => Read(slot.Stored!, memory.LogNumber));
        for (int topic = 0; topic < memory.NextOffsets.Length; topic++)
        {
            foreach (LogRecord record in world.Log.Records(partition, topic).Take((int)Math.Max(0, memory.NextOffsets[topic])))
            {
                for (int index = 0; index < record.Items.Count; index++)
                {
                    Position at = new(record.Offset, index);
                    Claim(
                        IsSafe(partition, topic, record.Items[index], at, things, memory),
                        Invariants.NoInputLost,
                        () => $"partition {partition} goes on behind {Topics.Inputs[topic]} {at}, which nobody has");
                }
            }
        }
    }

    /// <summary>The journal accepted rows.</summary>
    public void Written(VirtualJournal journal, IReadOnlyList<JournalRow> rows)
    {
        foreach (JournalRow row in rows)
        {
            (long writer, HashSet<long> past, long highest) = _writers.GetValueOrDefault(journal.Name, (row.Writer, [], 0));
            Claim(
                row.Writer == writer || !past.Contains(row.Writer),
                Invariants.SingleWriter,
                () => $"{journal.Name}: writer {row.Writer} wrote event {row.Number} after writer {writer} had taken over");
            Claim(row.Number > highest, Invariants.SingleWriter, () => $"{journal.Name}: writer {row.Writer} used number {row.Number} again (highest {highest})");
            past.Add(row.Writer);
            _writers[journal.Name] = (row.Writer, past, Math.Max(highest, row.Number));
            if (row.Event is AlertTaken taken)
            {
                Taken(taken.Change);
            }
            else if (row.Event is AlertAcknowledged acknowledged)
            {
                Claim(
                    _acknowledged.TryAdd(acknowledged.AlertId, acknowledged.By),
                    Invariants.AcknowledgeLinearizes,
                    () => $"alert {acknowledged.AlertId} was given to {acknowledged.By} although {_acknowledged[acknowledged.AlertId]} had it");
            }
        }
    }

    /// <summary>A change reached the topic.</summary>
    public void Published(int partition, AlertChange change, bool sameAsBefore)
    {
        Claim(sameAsBefore, Invariants.NoAlertDoubled, () => $"two texts were published as {change.AlertId} {change.Sequence}: {change.Text}");
        Claim(
            _taken.ContainsKey((change.AlertId, change.Sequence)),
            Invariants.NoAlertLost,
            () => $"partition {partition} published {change.AlertId} {change.Sequence} before it was stored");
    }

    /// <summary>The partition could not watch its channels without interruption.</summary>
    public void Disturbed(int partition, TimeSpan span = default)
    {
        if (!_disturbances.TryGetValue(partition, out List<TimeSpan>? times))
        {
            _disturbances[partition] = times = [];
        }

        for (TimeSpan at = TimeSpan.Zero; at <= span; at += TimeSpan.FromSeconds(1))
        {
            times.Add(world.Time.Now + at);
        }
    }

    /// <summary>The same stored thing is recovered again and again.</summary>
    private Thing Read(StoredThing stored, int logNumber)
    {
        if (!_read.TryGetValue(stored, out Thing? thing))
        {
            _read[stored] = thing = ThingFormat.Read(stored, logNumber);
        }

        return thing;
    }

    private void Taken(AlertChange change)
    {
        Claim(
            _taken.TryAdd((change.AlertId, change.Sequence), (change, world.Time.Now)),
            change.Rule == Rules.ChannelStalled ? Invariants.OneStallAlert : Invariants.NoAlertDoubled,
            () => $"{change.Rule} of {change.Thing} ({change.AlertId} {change.Sequence}) was taken twice: {change.Text}");
        if (change.Kind is AlertChangeKind.SteppedUp or AlertChangeKind.Raised)
        {
            _acknowledged.Remove(change.AlertId); // A rise concerns people anew.
        }
    }

    private void InOrder(int partition, int topic, ThingKey thing, Position before, Position at)
    {
        _applied.Add((partition, topic, at));
        List<Position> sequence = Sequence(partition, topic, thing);
        int next = sequence.BinarySearch(before);
        next = next < 0 ? ~next : next + 1;
        Claim(next < sequence.Count && sequence[next] == at, Invariants.Order, () => $"{thing} went from {before} to {at} over {sequence[next]}");
    }

    private List<Position> Sequence(int partition, int topic, ThingKey thing)
    {
        if (!_sequences.TryGetValue((partition, topic, thing), out List<Position>? sequence))
        {
            _sequences[(partition, topic, thing)] = sequence = [];
        }

        return sequence;
    }

    private bool IsSafe(int partition, int topic, LogItem item, Position at, Dictionary<ThingKey, Thing> things, PartitionMemory memory)
    {
        if (item.Reading is { } reading)
        {
            return Partitioning.PartitionOf(reading.ThingId, world.Log.Partitions) == partition
                ? things.TryGetValue(reading.Key, out Thing? thing) && thing.Position >= at
                : _forwarded.Contains(new Origin($"{world.Log.Id}/{Topics.Inputs[topic]}/{partition}", at.Offset, at.Index));
        }

        return item switch
        {
            { Registration: { } registration } => things.TryGetValue(registration.Key, out Thing? known) && known.RegistryPosition >= at,
            { Beat: { } beat } => memory.StoredChannels.TryGetValue(beat.ChannelId, out ChannelEntry? entry) && entry.Watermark >= beat.Time,
            _ => world.Outside.DeadLetters.Contains($"{Topics.Inputs[topic]}/{partition}/{at.Offset}/{at.Index}"),
        };
    }
}
