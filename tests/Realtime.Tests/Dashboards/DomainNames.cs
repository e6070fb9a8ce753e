using System.Reflection;
using System.Text.RegularExpressions;
using Realtime.Domain;

namespace Realtime.Tests.Dashboards;

/// <summary>The names that the code writes, read from the classes that the code uses.</summary>
internal static partial class DomainNames
{
    private static readonly string[] HistogramSuffixes = ["_bucket", "_sum", "_count"];

    public static IReadOnlySet<string> Metrics { get; } = Constants(typeof(MetricNames));

    /// <summary>Measurements, their tags and their fields.</summary>
    public static IReadOnlySet<string> TimeSeries { get; } = Constants(typeof(Measurements)).Concat(Constants(typeof(Fields))).ToHashSet();

    public static IReadOnlySet<string> Rules { get; } = Constants(typeof(Rules));

    /// <summary>Names in a PromQL expression that look like ours and that nobody writes; recording rules have a colon and are judged elsewhere.</summary>
    public static IEnumerable<string> UnknownMetrics(string expression) =>
        MetricName().Matches(expression).Select(match => match.Value).Where(name => !name.Contains(':', StringComparison.Ordinal) && !IsMetric(name));

    private static bool IsMetric(string name) =>
        Metrics.Contains(name)
        || HistogramSuffixes.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal) && name.Contains("_seconds_", StringComparison.Ordinal) && Metrics.Contains(name[..^suffix.Length]));

    private static HashSet<string> Constants(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];

    [GeneratedRegex(@"[\w:]*realtime_[\w:]+")]
    private static partial Regex MetricName();
}
