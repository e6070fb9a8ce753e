using System.Globalization;
using Realtime.Actors.City;
using Realtime.Cluster.Health;
using Realtime.Cluster.Page;
using Realtime.Domain;

namespace Realtime.Cluster.Report;

/// <summary>One line every few seconds: records in, lag, things alive, alerts open, event time.</summary>
public sealed class ProgressReport(PageReader reader, NodeMetrics metrics, PageTime time, TextWriter output, TimeSpan interval, TimeProvider clock)
{
    private long _records;
    private long _stamp = clock.GetTimestamp();

    /// <summary>Writes lines until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using PeriodicTimer timer = new(interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                output.WriteLine(await LineAsync(cancellation));
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The node stops; there is no more progress to tell.
        }
    }

    /// <summary>For example <c>20:05:10  records 12,345 (+2,469/s)  lag 0  things 49  alerts open 5  event time 28 Nov 2025 09:32</c>; "?" = did not answer.</summary>
    public async Task<string> LineAsync(CancellationToken cancellation)
    {
        PageModel now = await reader.ReadAsync(new CityQuery(Take: 0) { KindsOnly = true }, interval < TimeSpan.FromSeconds(3) ? interval : TimeSpan.FromSeconds(3), cancellation);
        long records = (long)((await metrics.ReadAsync(cancellation)).Of(MetricNames.RecordsConsumed) ?? 0);
        double seconds = clock.GetElapsedTime(_stamp).TotalSeconds;
        double rate = seconds > 0 ? (records - _records) / seconds : 0;
        _records = records;
        _stamp = clock.GetTimestamp();
        string things = now.City is null ? "?" : Number(now.Things);
        string alerts = now.Alerts is null ? "?" : Number(now.Alerts.Count);
        string eventTime = now.EventTime is { } t ? time.Text(t) : "none yet";
        string partial = now.City is { } city && city.PartitionsAnswered < city.Partitions ? $"  partitions {city.PartitionsAnswered} of {city.Partitions}" : "";
        return $"{time.Clock(now.Time)}  records {Number(records)} (+{Number((long)rate)}/s)  lag {(now.LagRecords is { } lag ? Number(lag) : "?")}  things {things}  alerts open {alerts}  event time {eventTime}{partial}";
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
