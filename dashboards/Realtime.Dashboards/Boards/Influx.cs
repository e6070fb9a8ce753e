using Realtime.Dashboards.Grafana;
using Realtime.Domain;

namespace Realtime.Dashboards.Boards;

/// <summary>
/// Pieces of InfluxQL that the boards share. Every identifier is quoted, so that a test can look each of them up in the domain's names.
/// Never put <c>fill()</c> into a subquery that groups by a tag: InfluxDB 1.x then merges the series wrongly
/// (influxdata/influxdb#16960 and #9317, both left open; seen with 1.6.7).
/// </summary>
internal static class Influx
{
    /// <summary>
    /// The newest state of a thing as of "now", the right edge of the chosen range, whatever its left edge. A thing silent for a month has no "now".
    /// </summary>
    public const string UpToNow = "time > ${__to}ms - 30d AND time <= ${__to}ms";

    /// <summary>The same for alerts: one that was raised a year ago and never resolved is still open. There are few of them, so looking far costs little.</summary>
    public const string AlertsUpToNow = "time > ${__to}ms - 400d AND time <= ${__to}ms";

    /// <summary>The chosen range and what led to it, for running sums.</summary>
    private const string RangeAndBefore = "time > ${__from}ms - 92d AND time <= ${__to}ms";

    /// <summary>Municipality chosen at the top; matches points without the tag when "All" is chosen.</summary>
    public const string Municipality = "\"" + Measurements.TagMunicipality + "\" =~ /^$municipality$/";

    /// <summary>
    /// Drills are marked end to end and hidden unless asked for. Not anchored, and "both" is the letter that true and false share: Grafana
    /// escapes a chosen value inside a regular expression, so a choice of <c>.*</c> would match nothing.
    /// </summary>
    public const string Drill = "\"" + Measurements.TagDrill + "\" =~ /$drill/";

    /// <summary>What the board's variables let through.</summary>
    public const string Chosen = Municipality + " AND " + Drill;

    /// <summary>A shelter, vehicle or place chosen at the top.</summary>
    public const string ChosenThing = "\"" + Measurements.TagThing + "\" =~ /^$thing$/ AND " + Chosen;

    /// <summary>Households are counted, never listed.</summary>
    public const string NoHousehold = "\"" + Measurements.TagKind + "\" != 'household'";

    public static QueryVariable MunicipalityOf(string measurement) =>
        new("municipality", "Municipality", $"SHOW TAG VALUES FROM \"{measurement}\" WITH KEY = \"{Measurements.TagMunicipality}\"", ".*");

    /// <summary>Things of a measurement by name in links from other boards: <c>var-thing</c>.</summary>
    public static QueryVariable ThingOf(string measurement, string label) =>
        new("thing", label, $"SHOW TAG VALUES FROM \"{measurement}\" WITH KEY = \"{Measurements.TagThing}\" WHERE {Municipality}", ".*");

    public static readonly CustomVariable DrillChoice = new("drill", "Events", "real : false, drills : true, both : e");

    /// <summary>Number of open alerts now, one series per rule; <paramref name="condition"/> narrows them.</summary>
    public static string OpenAlerts(string condition) =>
        $"""
        SELECT sum("open") AS "open" FROM (SELECT last("{Fields.Open}") AS "open" FROM "{Measurements.Alert}"
        WHERE {condition} AND {Chosen} AND {AlertsUpToNow} GROUP BY "{Measurements.TagThing}", "{Measurements.TagRule}") GROUP BY "{Measurements.TagRule}"
        """;

    /// <summary>Open alerts now, one row each: <c>level</c> and, as time, since when it stands as it does. A household is never among them.</summary>
    public static string OpenRows(string condition) =>
        $"""
        SELECT "level", "state" FROM (SELECT last("{Fields.Open}") AS "open", "{Fields.ToLevel}" AS "level", "{Measurements.TagChange}" AS "state" FROM "{Measurements.Alert}"
        WHERE {condition} AND {NoHousehold} AND {Chosen} AND {AlertsUpToNow} GROUP BY "{Measurements.TagThing}", "{Measurements.TagRule}", "{Measurements.TagMunicipality}")
        WHERE "open" = 1 GROUP BY "{Measurements.TagThing}", "{Measurements.TagRule}", "{Measurements.TagMunicipality}"
        """;

    /// <summary>Number of open alerts now over all things, as one number.</summary>
    public static string OpenSum(string condition) =>
        $"""
        SELECT sum("open") AS "open" FROM (SELECT last("{Fields.Open}") AS "open" FROM "{Measurements.Alert}"
        WHERE {condition} AND {Chosen} AND {AlertsUpToNow} GROUP BY "{Measurements.TagThing}", "{Measurements.TagRule}")
        """;

    /// <summary>Open alerts of things that cannot be seen any more: their last level stands, nothing is cleared.</summary>
    public static string OpenBlind(string condition) =>
        $"""
        SELECT sum("open") AS "open" FROM (SELECT last("{Fields.Open}") AS "open", "{Measurements.TagChange}" AS "state" FROM "{Measurements.Alert}"
        WHERE {condition} AND {Chosen} AND {AlertsUpToNow} GROUP BY "{Measurements.TagThing}", "{Measurements.TagRule}") WHERE "state" = 'unobservable'
        """;

    /// <summary>The highest present level of open alerts.</summary>
    public static string WorstLevel(string condition) =>
        $"""
        SELECT max("level") AS "level" FROM (SELECT last("{Fields.ToLevel}") AS "level" FROM "{Measurements.Alert}"
        WHERE {condition} AND {Chosen} AND {AlertsUpToNow} GROUP BY "{Measurements.TagThing}", "{Measurements.TagRule}")
        """;

    /// <summary>Any of several rules.</summary>
    public static string AnyRule(params string[] rules) => $"({string.Join(" OR ", rules.Select(IsRule))})";

    /// <summary>
    /// Number of open alerts of a rule without levels over time. Its levels are 0 and 1, so the running sum of to minus from, begun three
    /// months before the range, is the number open; no per-thing series is needed, which keeps it cheap with many households.
    /// </summary>
    public static string OpenOverTime(string rule) =>
        $"""
        SELECT cumulative_sum(sum("delta")) AS "open" FROM (SELECT "{Fields.ToLevel}" - "{Fields.FromLevel}" AS "delta" FROM "{Measurements.Alert}"
        WHERE {IsRule(rule)} AND {Chosen}) WHERE {RangeAndBefore} GROUP BY time($__interval) fill(0)
        """;

    /// <summary>Number of things that sent at least one point of a measurement in the chosen range.</summary>
    public static string Reporting(string measurement, string field) =>
        $"""
        SELECT count("newest") AS "things" FROM (SELECT last("{field}") AS "newest" FROM "{measurement}"
        WHERE {Chosen} AND $timeFilter GROUP BY "{Measurements.TagThing}")
        """;

    public static string IsKind(ThingKind kind) => $"\"{Measurements.TagKind}\" = '{ThingKey.Name(kind)}'";

    public static string IsNotRule(string rule) => $"\"{Measurements.TagRule}\" != '{rule}'";

    public static string IsRule(string rule) => $"\"{Measurements.TagRule}\" = '{rule}'";

    /// <summary>One line, single blanks: the raw strings above are broken for the reader only.</summary>
    public static Target Ask(string query, string legend = "") =>
        new(string.Join(' ', query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), legend);
}
