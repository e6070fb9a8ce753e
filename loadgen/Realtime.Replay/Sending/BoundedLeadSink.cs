namespace Realtime.Replay.Sending;

/// <summary>
/// Keeps a replay from running away from its receiver: a row waits while it is more than a number of rows ahead of what the receiver
/// has stored. A broker that keeps little (the embedded one) would forget rows that nobody has read yet. Waiting shows as schedule lag.
/// </summary>
/// <param name="inner">The way out.</param>
/// <param name="gate">The receiver.</param>
/// <param name="rowsAheadMax">Rows of one recording; at least <see cref="RowsAheadMin"/>, because stored positions advance with heartbeats.</param>
/// <param name="time">The sender's clock.</param>
public sealed class BoundedLeadSink(ITelemetrySink inner, IReplayGate gate, long rowsAheadMax, TimeProvider time) : ITelemetrySink
{
    /// <summary>More rows than any recording has between two heartbeats; with fewer the heartbeat that frees the next row would wait behind it.</summary>
    public const long RowsAheadMin = 10_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly long _rowsAheadMax = Math.Max(rowsAheadMax, RowsAheadMin);
    private IReadOnlyDictionary<string, long> _stored = new Dictionary<string, long>();

    public int Partitions => inner.Partitions;

    public async ValueTask SendAsync(OutgoingRecord record, CancellationToken cancellation)
    {
        if (record.Item.Reading?.Origin is { } origin)
        {
            while (origin.Sequence - StoredOf(origin.Source) > _rowsAheadMax)
            {
                _stored = await gate.DurablePositionsAsync(cancellation).ConfigureAwait(false);
                if (origin.Sequence - StoredOf(origin.Source) > _rowsAheadMax)
                {
                    await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
                }
            }
        }

        await inner.SendAsync(record, cancellation).ConfigureAwait(false);
    }

    public Task FlushAsync(CancellationToken cancellation) => inner.FlushAsync(cancellation);

    private long StoredOf(string source) => _stored.GetValueOrDefault(source, -1);
}
