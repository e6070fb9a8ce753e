using Microsoft.Extensions.Logging;

namespace Realtime.Streams.Historian;

/// <summary>
/// Writes a batch until the store has it, however long that takes. A batch that the store refuses is halved until the refused
/// points stand alone; those are handed to <c>refuse</c> with the store's reason, everything else is stored.
/// </summary>
internal sealed class PointWriter(ITimeSeriesWriter store, Func<HistorianRecord, string, Task> refuse, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    /// <summary>Completes when every point is stored or refused.</summary>
    /// <exception cref="OperationCanceledException">The node stops; nothing of the batch may be counted as written.</exception>
    public async Task WriteAsync(ReadOnlyMemory<HistorianRecord> records, CancellationToken cancellation)
    {
        try
        {
            await WriteUntilTakenAsync([.. records.Span.ToArray().Select(r => r.Lines!)], cancellation);
            StreamMetrics.HistorianPoints.Inc(records.Span.ToArray().Sum(record => record.Lines!.Count));
        }
        catch (PointsRefusedException e) when (records is { Length: 1, Span: [{ Lines.Count: 1 } alone] })
        {
            log.LogWarning("the time-series store refuses a point in {Place}: {Reason}", alone.At, e.Message);
            await refuse(alone, e.Message);
        }
        catch (PointsRefusedException) when (records.Length == 1)
        {
            (HistorianRecord first, HistorianRecord second) = records.Span[0].Halve();
            await WriteAsync(new[] { first }, cancellation);
            await WriteAsync(new[] { second }, cancellation);
        }
        catch (PointsRefusedException)
        {
            int half = records.Length / 2;
            await WriteAsync(records[..half], cancellation);
            await WriteAsync(records[half..], cancellation);
        }
    }

    private async Task WriteUntilTakenAsync(IReadOnlyList<PointLines> points, CancellationToken cancellation)
    {
        TimeSpan pause = FirstPause;
        while (true)
        {
            try
            {
                await store.WriteAsync(points, cancellation);
                return;
            }
            catch (Exception e) when (e is not PointsRefusedException && !cancellation.IsCancellationRequested)
            {
                StreamMetrics.HistorianFailures.Inc();
                log.LogWarning("the time-series store does not take points ({Reason}); next try in {Pause}", e.Message, pause);
            }

            await Task.Delay(pause, clock, cancellation);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
