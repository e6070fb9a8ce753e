using System.Globalization;

namespace Realtime.Domain;

/// <summary>How times, spans and numbers stand in sentences: one way everywhere, independent of the machine's language.</summary>
public static class Say
{
    /// <summary>"2025-11-28 16:32Z": UTC, to the minute.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    /// <summary>"2025-11-28T16:32:10Z": UTC, to the second, for evidence.</summary>
    public static string Exact(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>"10.21 m": two to four decimals; no unit when it is empty.</summary>
    public static string Number(double value, string unit)
    {
        string number = value.ToString("0.00##", CultureInfo.InvariantCulture);
        return unit.Length == 0 ? number : $"{number} {unit}";
    }

    /// <summary>"75 %": whole percent, rounded down so that 79.9 % never reads as 80 %.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(share * 100 + 1e-9):0} %");

    /// <summary>"6 h", "90 min", "7.5 s": the largest unit that divides it.</summary>
    public static string Span(TimeSpan span) => span.Ticks % TimeSpan.TicksPerHour == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{span.Ticks / TimeSpan.TicksPerHour} h")
        : span.Ticks % TimeSpan.TicksPerMinute == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{span.Ticks / TimeSpan.TicksPerMinute} min")
            : string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###} s");
}
