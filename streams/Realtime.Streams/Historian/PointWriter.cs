using Microsoft.Extensions.Logging;
using Realtime.Domain;

namespace Realtime.Streams.Historian;

/// <summary>
/// Writes a batch until the store has it, however long that takes. A batch that the store refuses is halved until the refused
/// points stand alone; those are handed to <c>refuse</c> with the store's reason, everything else is stored.
/// </summary>
internal sealed class PointWriter(ITimeSeriesWriter store, Func<HistorianRecord, string, Task> refuse, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    /// <summary>Completes when every record is stored or refused.</summary>
    /// <exception cref="OperationCanceledException">The node stops; nothing of the batch may be counted as written.</exception>
    public async Task WriteAsync(ReadOnlyMemory<HistorianRecord> records, CancellationToken cancellation)
    {
        try
        {
            await WriteUntilTakenAsync([.. records.Span.ToArray().Select(r => r.Point!)], cancellation);
            StreamMetrics.HistorianPoints.Inc(records.Length);
        }
        catch (PointsRefusedException e) when (records.Length == 1)
        {
            log.LogWarning("the time-series store refuses a point of {Thing}: {Reason}", records.Span[0].Point!.Thing, e.Message);
            await refuse(records.Span[0], e.Message);
        }
        catch (PointsRefusedException)
        {
            int half = records.Length / 2;
            await WriteAsync(records[..half], cancellation);
            await WriteAsync(records[half..], cancellation);
        }
    }

    private async Task WriteUntilTakenAsync(IReadOnlyList<ResultPoint> points, CancellationToken cancellation)
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
