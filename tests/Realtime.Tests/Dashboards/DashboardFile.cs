using System.Text.Json.Nodes;
using Realtime.Tests.House;

namespace Realtime.Tests.Dashboards;

/// <summary>A committed dashboard as Grafana would read it.</summary>
internal sealed record DashboardFile(string Path, JsonObject Json)
{
    public static IReadOnlyList<DashboardFile> All { get; } =
    [
        .. Repository.Files
            .Where(file => file.StartsWith("dashboards/grafana/", StringComparison.Ordinal) && file.EndsWith(".json", StringComparison.Ordinal))
            .Select(file => new DashboardFile(file, JsonNode.Parse(Repository.Text(file))!.AsObject())),
    ];

    public string Uid => Text("uid");

    public string Title => Text("title");

    public IEnumerable<JsonObject> Panels => Json["panels"]!.AsArray().Select(panel => panel!.AsObject());

    public IEnumerable<JsonObject> Variables => Json["templating"]!["list"]!.AsArray().Select(variable => variable!.AsObject());

    public IEnumerable<JsonObject> TargetsOf(JsonObject panel) => panel["targets"] is JsonArray list ? list.Select(target => target!.AsObject()) : [];

    /// <summary>Every query of panels and variables with a name for messages.</summary>
    public IEnumerable<(string Where, string Query)> Queries =>
        (from panel in Panels
         from target in TargetsOf(panel)
         select ($"{Path}: {panel["title"]} {target["refId"]}", (string)(target["query"] ?? target["expr"])!))
        .Concat(Variables.Where(variable => (string)variable["type"]! == "query")
            .Select(variable => ($"{Path}: ${variable["name"]}", (string)variable["query"]!)));

    /// <summary>All dashboards of one data source.</summary>
    public static IEnumerable<DashboardFile> Of(string dataSourceType) =>
        All.Where(file => (string)file.Variables.First()["query"]! == dataSourceType);

    private string Text(string key) => (string)Json[key]!;
}
