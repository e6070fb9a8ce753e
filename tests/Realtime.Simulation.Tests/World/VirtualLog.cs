using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Simulation.Tests.World;

/// <summary>One record of the log and what became of it.</summary>
/// <param name="Order">Rising over all records of the world: the order in which they were appended.</param>
/// <param name="Offset">In its topic and partition.</param>
/// <param name="Items">One, or the readings of a gateway's frame.</param>
/// <param name="At">Virtual time of the append.</param>
public sealed record LogRecord(long Order, long Offset, IReadOnlyList<LogItem> Items, TimeSpan At);

/// <summary>Topics and partitions with offsets, growing while they are read. It outlives every node.</summary>
public sealed class VirtualLog(int partitions, string id)
{
    private readonly List<LogRecord>[][] _records =
        [.. Enumerable.Range(0, partitions).Select(_ => Topics.Inputs.Select(_ => new List<LogRecord>()).ToArray())];

    private readonly List<Action>[] _waiting = [.. Enumerable.Range(0, partitions).Select(_ => new List<Action>())];
    private long _order;

    public string Id { get; } = id;

    public int Partitions { get; } = partitions;

    public static int NumberOf(string topic) => Topics.Inputs.Select((name, number) => (name, number)).First(entry => entry.name == topic).number;

    public IReadOnlyList<LogRecord> Records(int partition, int topic) => _records[partition][topic];

    public LogRecord Append(int partition, int topic, TimeSpan now, params LogItem[] items)
    {
        List<LogRecord> records = _records[partition][topic];
        var record = new LogRecord(_order++, records.Count, items, now);
        records.Add(record);
        Action[] waiting = [.. _waiting[partition]];
        _waiting[partition].Clear();
        Array.ForEach(waiting, wake => wake());
        return record;
    }

    /// <summary>Calls once when the partition gets a record.</summary>
    public void WhenAppended(int partition, Action wake) => _waiting[partition].Add(wake);

    /// <summary>Whether these offsets stand at the end of everything.</summary>
    public bool IsEnd(int partition, IReadOnlyList<long> next) =>
        Enumerable.Range(0, next.Count).All(topic => Math.Max(0, next[topic]) >= _records[partition][topic].Count);

    /// <summary>
    /// The next records in the order of their appends, as long as they are of one topic; null when there is nothing. Reading again from
    /// stored offsets therefore gives the same order again, which is what makes two runs comparable.
    /// </summary>
    public (int Topic, IReadOnlyList<LogRecord> Records)? Next(int partition, IReadOnlyList<long> next, int max)
    {
        int first = -1;
        long bound = long.MaxValue;
        long firstOrder = long.MaxValue;
        for (int topic = 0; topic < next.Count; topic++)
        {
            int offset = (int)Math.Max(0, next[topic]);
            if (offset >= _records[partition][topic].Count)
            {
                continue;
            }

            long order = _records[partition][topic][offset].Order;
            if (order < firstOrder)
            {
                (first, bound, firstOrder) = (topic, firstOrder, order);
            }
            else
            {
                bound = Math.Min(bound, order);
            }
        }

        if (first < 0)
        {
            return null;
        }

        int from = (int)Math.Max(0, next[first]);
        return (first, [.. _records[partition][first].Skip(from).Take(max).TakeWhile(record => record.Order < bound)]);
    }

    /// <summary>Records as the engine gets them.</summary>
    public static IngestBatch Batch(int topic, IReadOnlyList<LogRecord> records, DateTimeOffset receivedAt) => new(
        topic,
        [.. records.SelectMany(record => record.Items.Select((item, index) => new LogEntry(record.Offset, index, item)))],
        records[^1].Offset + 1,
        receivedAt);
}
