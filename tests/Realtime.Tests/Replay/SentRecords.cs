using Realtime.Domain;
using Realtime.Replay.Sending;

namespace Realtime.Tests.Replay;

/// <summary>Keeps what was sent, in order: the sequence is what the laws are about.</summary>
internal sealed class SentRecords(int partitions, TimeProvider time) : ITelemetrySink
{
    public int Partitions { get; } = partitions;

    public List<(OutgoingRecord Record, DateTimeOffset At)> All { get; } = [];

    public IEnumerable<OutgoingRecord> Records => All.Select(sent => sent.Record);

    public IEnumerable<Reading> Readings => Records.Select(record => record.Item.Reading).OfType<Reading>();

    /// <summary>Set by the next flush; a test can see that registrations were flushed before the gate was asked.</summary>
    public int Flushes { get; private set; }

    public ValueTask SendAsync(OutgoingRecord record, CancellationToken cancellation)
    {
        lock (All)
        {
            All.Add((record, time.GetUtcNow()));
        }

        return ValueTask.CompletedTask;
    }

    public Task FlushAsync(CancellationToken cancellation)
    {
        Flushes++;
        return Task.CompletedTask;
    }

    /// <summary>Records of one partition of one topic in order.</summary>
    public IEnumerable<OutgoingRecord> Of(string topic, int partition) =>
        Records.Where(record => record.Topic == topic && record.Partition == partition);
}
