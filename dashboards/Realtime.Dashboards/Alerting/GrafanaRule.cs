using System.Text.Json.Nodes;
using Realtime.Dashboards.Grafana;

namespace Realtime.Dashboards.Alerting;

/// <summary>What a rule asks.</summary>
public sealed record RuleQuery(DataSource Source, string Query);

/// <summary>When the answer is an alert.</summary>
/// <param name="Compare">Grafana's evaluator: lt or gt; empty = any number at all.</param>
/// <param name="Limit">What it is compared with.</param>
public sealed record Condition(string Compare, double Limit)
{
    /// <summary>For PromQL that gives series only while something is wrong; also zero is then an alert (<c>up == 0</c>).</summary>
    public static readonly Condition IsNumber = new("", 0);
}

/// <summary>
/// A Grafana-managed alert rule as a provisioning file holds it. Field names as read by Grafana's <c>pkg/services/provisioning/alerting</c>
/// (AlertRuleV1, QueryV1), expressions as in its server-side expressions (reduce, threshold, math).
/// </summary>
public sealed record GrafanaRule(string Title, RuleQuery Query, Condition Condition)
{
    private const string ExpressionSource = "__expr__";

    /// <summary>Seconds that a query looks back; instant queries take its end.</summary>
    private const int LookBack = 600;

    public required string For { get; init; }

    public string? KeepFiringFor { get; init; }

    public required string Severity { get; init; }

    /// <summary>State when the query has no rows.</summary>
    public required string NoData { get; init; }

    /// <summary>State when the query fails.</summary>
    public required string Error { get; init; }

    public required string Summary { get; init; }

    public required string Description { get; init; }

    /// <summary>Where to look.</summary>
    public required Dashboard Board { get; init; }

    /// <summary>Title of the panel there.</summary>
    public required string PanelTitle { get; init; }

    public JsonObject Json()
    {
        var json = new JsonObject
        {
            ["annotations"] = new JsonObject
            {
                ["description"] = Description,
                ["runbook_url"] = "docs/runbook.md#" + Title.ToLowerInvariant(),
                ["summary"] = Summary,
            },
            ["condition"] = "C",
            ["dashboardUid"] = Board.Uid,
            ["data"] = new JsonArray([.. Data()]),
            ["execErrState"] = Error,
            ["for"] = For,
            ["isPaused"] = false,
            ["labels"] = new JsonObject { ["product"] = "realtime", ["severity"] = Severity },
            ["noDataState"] = NoData,
            ["panelId"] = Board.Panels.Select((panel, index) => (panel.Title, Id: index + 1)).Single(panel => panel.Title == PanelTitle).Id,
            ["title"] = Title,
            ["uid"] = Title.ToLowerInvariant(),
        };
        if (KeepFiringFor is not null)
        {
            json["keepFiringFor"] = KeepFiringFor;
        }

        return json;
    }

    private IEnumerable<JsonObject> Data()
    {
        yield return Step("A", Query.Source.Uid, Asked());
        if (Condition == Condition.IsNumber)
        {
            yield return Step("C", ExpressionSource, new JsonObject { ["expression"] = "is_number($A)", ["refId"] = "C", ["type"] = "math" });
            yield break;
        }

        yield return Step("B", ExpressionSource, new JsonObject { ["expression"] = "A", ["reducer"] = "last", ["refId"] = "B", ["type"] = "reduce" });
        yield return Step("C", ExpressionSource, new JsonObject
        {
            ["conditions"] = new JsonArray(new JsonObject { ["evaluator"] = new JsonObject { ["params"] = new JsonArray(Condition.Limit), ["type"] = Condition.Compare } }),
            ["expression"] = "B",
            ["refId"] = "C",
            ["type"] = "threshold",
        });
    }

    private JsonObject Asked() => Query.Source == DataSource.Influx
        ? new JsonObject { ["query"] = Query.Query, ["rawQuery"] = true, ["refId"] = "A", ["resultFormat"] = "time_series" }
        : new JsonObject { ["expr"] = Query.Query, ["instant"] = true, ["range"] = false, ["refId"] = "A" };

    private static JsonObject Step(string refId, string source, JsonObject model) => new()
    {
        ["datasourceUid"] = source,
        ["model"] = model,
        ["refId"] = refId,
        ["relativeTimeRange"] = new JsonObject { ["from"] = LookBack, ["to"] = 0 },
    };
}
