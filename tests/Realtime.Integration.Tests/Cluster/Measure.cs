namespace Realtime.Integration.Tests.Cluster;

/// <summary>Long measurements on a quiet machine: run by <c>REALTIME_MEASURE=1 dotnet test ... --filter FullyQualifiedName~Cluster</c>, skipped otherwise.</summary>
internal static class Measure
{
    public static void Require() =>
        Skip.IfNot(Environment.GetEnvironmentVariable("REALTIME_MEASURE") == "1", "a long measurement; set REALTIME_MEASURE=1 to run it");

    public static string Seconds(IEnumerable<TimeSpan> spans) => string.Join(", ", spans.Select(span => FormattableString.Invariant($"{span.TotalSeconds:0.0}")));

    public static TimeSpan Median(IEnumerable<TimeSpan> spans)
    {
        TimeSpan[] sorted = [.. spans.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
