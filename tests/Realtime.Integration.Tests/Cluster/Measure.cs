using System.Globalization;

namespace Realtime.Integration.Tests.Cluster;

/// <summary>Long measurements on a quiet machine: run by <c>REALTIME_MEASURE=1 dotnet test ... --filter FullyQualifiedName~Cluster</c>, skipped otherwise.</summary>
internal static class Measure
{
    /// <param name="instead">What of it runs every time; empty when it is a measurement only.</param>
    public static void Require(string instead = "") => Skip.IfNot(
        Environment.GetEnvironmentVariable("REALTIME_MEASURE") == "1",
        $"a long measurement; set REALTIME_MEASURE=1 to run it{(instead.Length > 0 ? $" ({instead})" : "")}");

    /// <summary>A number from the environment.</summary>
    public static int Number(string variable, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : fallback;

    public static string Seconds(IEnumerable<TimeSpan> spans) => string.Join(", ", spans.Select(span => FormattableString.Invariant($"{span.TotalSeconds:0.0}")));

    public static TimeSpan Median(IEnumerable<TimeSpan> spans)
    {
        TimeSpan[] sorted = [.. spans.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
