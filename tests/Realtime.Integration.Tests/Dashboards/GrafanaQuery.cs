using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Realtime.Integration.Tests.Dashboards;

/// <summary>
/// Substitutes the variables of a query the way Grafana does (grafana.com/docs: global variables; InfluxDB template variables):
/// "All" is its own regular expression, several chosen values become <c>(a|b)</c> with signs escaped, times are milliseconds.
/// </summary>
internal sealed partial record GrafanaQuery(JsonObject Board, DateTimeOffset From, DateTimeOffset To)
{
    private const int PointsOfAPanel = 1000;

    /// <summary>The steps Grafana rounds an interval to, from our data source's smallest on.</summary>
    private static readonly TimeSpan[] s_steps =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(20),
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromDays(1),
    ];

    /// <summary>Values chosen at the top; a variable that is not here has its first choice, "All" where there is one.</summary>
    public IReadOnlyDictionary<string, string[]> Choices { get; init; } = new Dictionary<string, string[]>();

    /// <summary><c>$__rate_interval</c>, four scrapes; stands for <c>$__range</c> too, so that what happened lies in some window of it.</summary>
    public TimeSpan RateInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The query as the data source gets it.</summary>
    /// <param name="query">With variables.</param>
    /// <param name="intervalMin">The panel's smallest interval; null = the data source's.</param>
    /// <exception cref="InvalidDataException">A variable that neither Grafana nor the dashboard defines.</exception>
    public string Substitute(string query, string? intervalMin = null) =>
        VariableUse().Replace(query, match => ValueOf(match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value, intervalMin));

    private string ValueOf(string name, string? intervalMin) => name switch
    {
        "timeFilter" => $"time >= {Ms(From)}ms and time <= {Ms(To)}ms",
        "__from" => Ms(From),
        "__to" => Ms(To),
        "__interval" => $"{Interval(intervalMin).TotalSeconds.ToString(CultureInfo.InvariantCulture)}s",
        "__range" => $"{RateInterval.TotalSeconds.ToString(CultureInfo.InvariantCulture)}s",
        "__rate_interval" => $"{RateInterval.TotalSeconds.ToString(CultureInfo.InvariantCulture)}s",
        _ => Chosen(name),
    };

    private string Chosen(string name)
    {
        JsonNode variable = Board["templating"]!["list"]!.AsArray().FirstOrDefault(found => (string)found!["name"]! == name)
            ?? throw new InvalidDataException($"${name} is not defined");
        if (Choices.TryGetValue(name, out string[]? values))
        {
            return $"({string.Join('|', values.Select(Regex.Escape))})";
        }

        string current = (string)variable["current"]!["value"]!;
        return current == "$__all" ? (string)variable["allValue"]! : Regex.Escape(current);
    }

    private TimeSpan Interval(string? least)
    {
        TimeSpan wanted = (To - From) / PointsOfAPanel;
        TimeSpan floor = least is null ? TimeSpan.Zero : least[^1] == 'h' ? TimeSpan.FromHours(int.Parse(least[..^1], CultureInfo.InvariantCulture)) : TimeSpan.FromMinutes(int.Parse(least[..^1], CultureInfo.InvariantCulture));
        return s_steps.First(step => step >= wanted && step >= floor);
    }

    private static string Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\$\{(\w+)\}|\$(\w+)")]
    private static partial Regex VariableUse();
}
