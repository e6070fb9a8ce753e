namespace Realtime.Simulation.Tests.World;

/// <summary>An event as the journal holds it.</summary>
/// <param name="Number">Sequence number; one row per number.</param>
/// <param name="Writer">The incarnation that wrote it.</param>
/// <param name="Event">What it wrote.</param>
public sealed record JournalRow(long Number, long Writer, object Event);

/// <summary>A snapshot and the number of the event it stands behind.</summary>
public sealed record JournalSnapshot(long Number, object State);

/// <summary>
/// The events of one persistent identity with the database's rule: one row per number, whoever comes second is refused. Deleted rows are
/// gone except for the highest one, as in the real tables: what was deleted fences nobody.
/// </summary>
public sealed class VirtualJournal(string name)
{
    private readonly SortedDictionary<long, JournalRow> _rows = [];
    private readonly List<JournalSnapshot> _snapshots = [];
    private readonly List<JournalRow> _ever = [];
    private long _highest;
    private long _tombstone;

    public string Name { get; } = name;

    /// <summary>Every row that was ever accepted, in the order of acceptance.</summary>
    public IReadOnlyList<JournalRow> Ever => _ever;

    /// <summary>Highest number ever written: deletion leaves it behind.</summary>
    public long Highest => Math.Max(_highest, _snapshots.Count > 0 ? _snapshots[^1].Number : 0);

    /// <summary>Newest snapshot and the rows behind it.</summary>
    public (JournalSnapshot? Snapshot, IReadOnlyList<JournalRow> Rows) Read()
    {
        JournalSnapshot? snapshot = _snapshots.Count > 0 ? _snapshots[^1] : null;
        return (snapshot, [.. _rows.Values.Where(row => row.Number > (snapshot?.Number ?? 0))]);
    }

    /// <summary>Inserts all rows or none; false when a number is taken.</summary>
    public bool TryWrite(IReadOnlyList<JournalRow> rows)
    {
        if (rows.Any(row => _rows.ContainsKey(row.Number) || row.Number == _tombstone))
        {
            return false;
        }

        foreach (JournalRow row in rows)
        {
            _rows[row.Number] = row;
            _ever.Add(row);
            _highest = Math.Max(_highest, row.Number);
        }

        return true;
    }

    /// <summary>A store without the fence, for the mutant: takes the row under the next free number.</summary>
    public void WriteAnyway(IReadOnlyList<JournalRow> rows)
    {
        foreach (JournalRow row in rows)
        {
            JournalRow moved = row with { Number = _highest + 1 };
            _rows[moved.Number] = moved;
            _ever.Add(moved);
            _highest = moved.Number;
        }
    }

    public void Save(JournalSnapshot snapshot)
    {
        _snapshots.Add(snapshot);
        _snapshots.Sort((one, other) => one.Number.CompareTo(other.Number));
    }

    public void Delete(long upTo)
    {
        foreach (long number in _rows.Keys.TakeWhile(number => number <= upTo).ToArray())
        {
            _rows.Remove(number);
        }

        _tombstone = Math.Max(_tombstone, upTo);
        _snapshots.RemoveAll(snapshot => snapshot.Number <= upTo - 1);
    }
}
