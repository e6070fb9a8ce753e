using System.Diagnostics.Tracing;
using System.Globalization;

namespace Realtime.Benchmarks.Measuring;

/// <summary>
/// What is allocated, by type: the runtime names the type of one object in about every 100 kB (GCAllocationTick_V4,
/// https://learn.microsoft.com/dotnet/fundamentals/diagnostics/runtime-garbage-collection-events). Only when asked for: it costs time.
/// </summary>
internal sealed class Allocations : EventListener
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";
    private const EventKeywords Gc = (EventKeywords)1;
    private const int Tick = 10;
    private const int Shown = 40;

    private readonly Dictionary<string, long> _bytes = new(StringComparer.Ordinal);
    private volatile bool _counting;

    /// <summary>Counts from here on.</summary>
    public void Begin() => _counting = true;

    /// <summary>The types with the most bytes, as lines.</summary>
    public IReadOnlyList<string> Describe(long readings)
    {
        _counting = false;
        lock (_bytes)
        {
            return [.. _bytes.OrderByDescending(type => type.Value).Take(Shown).Select(type =>
                string.Create(CultureInfo.InvariantCulture, $"{(double)type.Value / readings,8:0.0} B/reading  {type.Key}"))];
        }
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Runtime)
        {
            EnableEvents(eventSource, EventLevel.Verbose, Gc);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventId == Tick && _counting && eventData.Payload is { } payload && eventData.PayloadNames is { } names)
        {
            long bytes = Convert.ToInt64(payload[names.IndexOf("AllocationAmount64")], CultureInfo.InvariantCulture);
            string type = payload[names.IndexOf("TypeName")]?.ToString() ?? "?";
            lock (_bytes)
            {
                _bytes[type] = _bytes.GetValueOrDefault(type) + bytes;
            }
        }
    }
}
