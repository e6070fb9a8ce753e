using Realtime.Actors.Epochs;
using Realtime.Actors.Partitions;
using Realtime.Actors.Things;
using Realtime.Domain;
using Realtime.Simulation.Tests.Story;
using Realtime.Simulation.Tests.World;

namespace Realtime.Simulation.Tests.Judge;

/// <summary>The verdict at the end, against one undisturbed pass over the log that came to be.</summary>
public sealed partial class Bench
{
    /// <param name="hindrances">What is not finished; empty when everything is.</param>
    public void Close(string hindrances)
    {
        Claim(hindrances.Length == 0, Invariants.Drains, () => $"not drained {SimWorld.DrainMax.TotalSeconds} s after healing: {hindrances}");
        if (hindrances.Length > 0)
        {
            return; // What is still under way is not lost; everything below would only say so again.
        }

        var reference = new Reference(world.Log);
        EveryInputCounted();
        SameAlerts(reference);
        NoFalseAbsence();
        Stalls();
        SameSet(Invariants.Points, "point", reference.Points, world.Outside.Points);
        SameStates(reference);
        Claim(
            world.Outside.Confirmed.All(confirmed => WasStored(confirmed.Alert, confirmed.By)),
            Invariants.AcknowledgeLinearizes,
            () => "somebody was told that an acknowledgement is taken which is not stored");
    }

    private void EveryInputCounted()
    {
        HashSet<string> rubbish = [];
        for (int partition = 0; partition < world.Log.Partitions; partition++)
        {
            for (int topic = 0; topic < Topics.Inputs.Count; topic++)
            {
                foreach (LogRecord record in world.Log.Records(partition, topic))
                {
                    for (int index = 0; index < record.Items.Count; index++)
                    {
                        Count(partition, topic, record.Items[index], new Position(record.Offset, index), rubbish);
                    }
                }
            }
        }

        Claim(rubbish.SetEquals(world.Outside.DeadLetters), Invariants.PoisonIsolated, () => $"{rubbish.Count} poison records, {world.Outside.DeadLetters.Count} dead letters");
    }

    private void Count(int partition, int topic, LogItem item, Position at, HashSet<string> rubbish)
    {
        if (item.Rejection is not null)
        {
            rubbish.Add($"{Topics.Inputs[topic]}/{partition}/{at.Offset}/{at.Index}");
        }
        else if (item.Reading is { } reading && Partitioning.PartitionOf(reading.ThingId, world.Log.Partitions) != partition)
        {
            Claim(
                _forwarded.Contains(new Origin($"{world.Log.Id}/{Topics.Inputs[topic]}/{partition}", at.Offset, at.Index)),
                Invariants.NoInputLost,
                () => $"{Topics.Inputs[topic]}/{partition} {at} was never sent on");
        }
        else if (item.Beat is null)
        {
            Claim(_applied.Contains((partition, topic, at)), Invariants.NoInputLost, () => $"{Topics.Inputs[topic]}/{partition} {at} was never applied");
        }
    }

    private void SameAlerts(Reference reference)
    {
        foreach (((string Alert, int Sequence) key, AlertChange expected) in reference.Alerts)
        {
            bool taken = _taken.TryGetValue(key, out (AlertChange Change, TimeSpan At) found);
            Claim(taken, Invariants.NoAlertLost, () => $"{expected.Rule} of {expected.Thing}, {expected.Kind} at {expected.Time:O}: {expected.Text}");
            Claim(!taken || found.Change == expected, Invariants.NoAlertDoubled, () => $"\"{expected.Text}\" came out as \"{found.Change.Text}\"");
            Claim(!taken || world.Outside.Published.ContainsKey(key), Invariants.NoAlertLost, () => $"not published: {expected.Text}");
            Claim(!taken || world.Outside.Mails.ContainsKey($"{key.Alert}-{key.Sequence}"), Invariants.NoAlertLost, () => $"nobody was told: {expected.Text}");
        }

        foreach (((string Alert, int Sequence) key, (AlertChange change, _)) in _taken.Where(entry => entry.Value.Change.Rule != Rules.ChannelStalled))
        {
            Claim(reference.Alerts.ContainsKey(key), Invariants.NoAlertDoubled, () => $"the log does not give {change.Rule} of {change.Thing}, {change.Kind} at {change.Time:O}: {change.Text}");
        }
    }

    /// <summary>Independent of every rule: whoever is called silent really was, by what the things themselves had sent.</summary>
    private void NoFalseAbsence()
    {
        foreach ((AlertChange change, _) in _taken.Values.Where(entry => entry.Change is { Kind: AlertChangeKind.Raised, Drill: false }))
        {
            TimeSpan? limit = change.Rule switch
            {
                Rules.Silence => CityStory.SilenceLimit,
                Rules.NoViewing => CityStory.NoViewingLimit,
                Rules.DeviceSilent => new Registration { Key = change.Thing }.DeviceSilentLimit,
                _ => null,
            };
            if (limit is { } span && world.Story.Thing(change.Thing) is { } thing)
            {
                Claim(
                    !thing.SentBetween(change.EpisodeStart - span, change.EpisodeStart, change.Rule == Rules.NoViewing),
                    Invariants.NoFalseAbsence,
                    () => $"{change.Thing} was not silent: {change.Text}");
            }
        }
    }

    private void SameStates(Reference reference)
    {
        for (int partition = 0; partition < world.Log.Partitions; partition++)
        {
            PartitionMemory live = world.Cluster.Owner(partition)!.Partitions[partition].Core.Memory;
            Dictionary<string, string> states = live.Slots.Values.ToDictionary(slot => slot.Key.ToString(), slot => Text(Alive(slot, live)));
            Dictionary<string, string> stored = live.Slots.Values.Where(slot => slot.Stored is not null)
                .ToDictionary(slot => slot.Key.ToString(), slot => Text(ThingFormat.Read(slot.Stored!, live.LogNumber)));
            Dictionary<string, string> once = reference.Things.Values
                .Where(thing => Partitioning.PartitionOf(thing.Key.Id, world.Log.Partitions) == partition)
                .ToDictionary(thing => thing.Key.ToString(), Text);
            SameSet(Invariants.ReplayEquality, "live state", once, states);
            SameSet(Invariants.ReplayEquality, "stored state", states, stored);
            SameSet(Invariants.ReplayEquality, "state replayed from every event", stored, Replayed(world.Journals[partition], live.LogNumber));
            SameSet(Invariants.ReplayEquality, "state recovered from snapshot and tail", stored, RecoveredNow(world.Journals[partition], live.LogNumber));
        }
    }

    private static Dictionary<string, string> Replayed(VirtualJournal journal, int logNumber)
    {
        var memory = new PartitionMemory();
        foreach (JournalRow row in journal.Ever)
        {
            memory.ApplyStored((EpochCommitted)row.Event);
        }

        return StatesOf(memory, logNumber);
    }

    private static Dictionary<string, string> RecoveredNow(VirtualJournal journal, int logNumber)
    {
        var memory = new PartitionMemory();
        (JournalSnapshot? snapshot, IReadOnlyList<JournalRow> rows) = journal.Read();
        if (snapshot is not null)
        {
            memory.ApplyStored(((PartitionSnapshot)snapshot.State).Epoch);
        }

        foreach (JournalRow row in rows)
        {
            memory.ApplyStored((EpochCommitted)row.Event);
        }

        return StatesOf(memory, logNumber);
    }

    private static Dictionary<string, string> StatesOf(PartitionMemory memory, int logNumber) =>
        memory.Slots.Values.ToDictionary(slot => slot.Key.ToString(), slot => Text(ThingFormat.Read(slot.Stored!, logNumber)));

    private static Thing Alive(ThingSlot slot, PartitionMemory memory) => slot.Live ?? ThingFormat.Read(slot.Stored!, memory.LogNumber);

    private static string Text(Thing thing)
    {
        StoredThing stored = ThingFormat.Write(thing, 0);
        return $"{System.Text.Encoding.UTF8.GetString(stored.Registration.Span)} {Convert.ToBase64String(stored.Body.Span)}";
    }

    private void SameSet(string invariant, string what, IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> found)
    {
        foreach ((string key, string value) in expected)
        {
            Claim(found.GetValueOrDefault(key) == value, invariant, () => $"{what} {key}: expected {value}, found {found.GetValueOrDefault(key, "nothing")}");
        }

        foreach (string key in found.Keys.Where(key => !expected.ContainsKey(key)))
        {
            Claim(false, invariant, () => $"{what} {key}: found {found[key]}, expected nothing");
        }
    }

    private bool WasStored(string alert, string by) => world.Desks
        .SelectMany(desk => desk.Ever)
        .Any(row => row.Event is Actors.Desk.AlertAcknowledged acknowledged && acknowledged.AlertId == alert && acknowledged.By == by);
}
