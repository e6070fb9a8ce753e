using System.Diagnostics.Tracing;

namespace Realtime.Benchmarks.Measuring;

/// <summary>
/// Lengths of the collector's pauses, from the runtime's own events: GCSuspendEEBegin_V1 to GCRestartEEEnd_V1
/// (https://learn.microsoft.com/dotnet/fundamentals/diagnostics/runtime-garbage-collection-events).
/// </summary>
internal sealed class GcPauses : EventListener
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";
    private const EventKeywords Gc = (EventKeywords)1;
    private const int SuspendBegin = 9, RestartEnd = 3;

    private readonly List<(DateTime At, double Ms)> _pauses = [];
    private DateTime? _suspendedAt;

    /// <summary>Milliseconds of each pause that began between two moments (UTC), shortest first.</summary>
    public double[] Between(DateTime from, DateTime to)
    {
        lock (_pauses)
        {
            return [.. _pauses.Where(pause => pause.At >= from && pause.At <= to).Select(pause => pause.Ms).Order()];
        }
    }

    /// <summary>A quantile of sorted figures; 0 when there are none.</summary>
    public static double Quantile(double[] sorted, double share) =>
        sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)];

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Runtime)
        {
            EnableEvents(eventSource, EventLevel.Informational, Gc);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventId == SuspendBegin)
        {
            _suspendedAt = eventData.TimeStamp;
        }
        else if (eventData.EventId == RestartEnd && _suspendedAt is { } since)
        {
            lock (_pauses)
            {
                _pauses.Add((since, (eventData.TimeStamp - since).TotalMilliseconds));
            }

            _suspendedAt = null;
        }
    }
}
