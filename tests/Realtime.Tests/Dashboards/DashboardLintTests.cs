using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Realtime.Dashboards.Grafana;
using Realtime.Tests.House;

namespace Realtime.Tests.Dashboards;

/// <summary>The conventions that a Grafana dashboard must keep to load and to be read; see grafana/dashboard-linter for most of them.</summary>
public sealed partial class DashboardLintTests
{
    private static readonly string[] PanelTypes =
        ["timeseries", "stat", "gauge", "bargauge", "table", "state-timeline", "status-history", "heatmap", "geomap", "text", "dashlist"];

    /// <summary>Variables that Grafana itself defines.</summary>
    private static readonly string[] BuiltIn = ["timeFilter", "__interval", "__rate_interval", "__range", "__from", "__to", "__url_time_range", "__all", "__data", "__field"];

    [Fact]
    public void All_twelve_dashboards_are_there() =>
        Assert.Equal(
            ["Alert response", "Alerts", "City now", "Cluster", "Crowding", "Floods", "Key figures", "Pipeline", "Shelters", "Station", "Vehicles", "Watch-over"],
            DashboardFile.All.Select(board => board.Title).Order(StringComparer.Ordinal));

    [Fact]
    public void Uids_titles_and_file_names_are_unique_and_fixed()
    {
        Assert.Distinct(DashboardFile.All.Select(board => board.Uid));
        Assert.Distinct(DashboardFile.All.Select(board => board.Title));
        Assert.All(DashboardFile.All, board => Assert.EndsWith($"/{board.Uid}.json", board.Path, StringComparison.Ordinal));
        Assert.All(DashboardFile.All, board => Assert.Distinct(board.Panels.Select(panel => (int)panel["id"]!)));
    }

    [Fact]
    public void Files_are_canonical_classic_and_read_only() =>
        Assert.All(DashboardFile.All, board =>
        {
            Assert.Equal(CanonicalJson.Write(board.Json), Repository.Text(board.Path));
            Assert.Equal(42, (int)board.Json["schemaVersion"]!);
            Assert.False((bool)board.Json["editable"]!);
            Assert.Null(board.Json["id"]);
        });

    [Fact]
    public void Every_dashboard_begins_with_numbers_ends_with_what_it_is_for_and_links_to_the_others() =>
        Assert.All(DashboardFile.All, board =>
        {
            Assert.All(board.Panels.Take(4), panel => Assert.Equal(("stat", 0), ((string)panel["type"]!, (int)panel["gridPos"]!["y"]!)));
            Assert.Equal("text", (string)Assert.Single(board.Panels, panel => (string)panel["type"]! == "text")["type"]!);
            Assert.Equal("text", (string)board.Panels.Last()["type"]!);
            JsonNode link = Assert.Single(board.Json["links"]!.AsArray())!;
            Assert.Equal("dashboards", (string)link["type"]!);
            string tag = (string)Assert.Single(link["tags"]!.AsArray())!;
            Assert.All(DashboardFile.All, other => Assert.Contains(other.Json["tags"]!.AsArray(), own => (string)own! == tag));
        });

    [Fact]
    public void Every_panel_has_a_kept_type_a_title_a_description_and_a_unit() =>
        Findings.None("a panel must explain itself", Panels().SelectMany(FaultsOf));

    [Fact]
    public void No_panel_stacks() =>
        Findings.None(
            "stacked areas hide the shape of all but the lowest",
            Panels()
                .Where(entry => (string?)entry.Panel["fieldConfig"]!["defaults"]!["custom"]?["stacking"]?["mode"] is not (null or "none"))
                .Select(entry => entry.Where));

    [Fact]
    public void Panels_fill_the_grid_without_overlaps_and_holes() =>
        Assert.All(DashboardFile.All, board =>
        {
            HashSet<(int X, int Y)> taken = [];
            foreach (JsonNode grid in board.Panels.Select(panel => panel["gridPos"]!))
            {
                (int x, int y, int w, int h) = ((int)grid["x"]!, (int)grid["y"]!, (int)grid["w"]!, (int)grid["h"]!);
                Assert.InRange(x + w, 1, 24);
                Assert.All(Enumerable.Range(x, w).SelectMany(i => Enumerable.Range(y, h).Select(j => (i, j))), cell => Assert.True(taken.Add(cell), $"{board.Path}: {cell}"));
            }

            Assert.Equal(24 * (taken.Max(cell => cell.Y) + 1), taken.Count);
        });

    [Fact]
    public void Every_variable_used_is_defined() =>
        Findings.None(
            "an undefined variable is sent to the data source as it stands",
            from board in DashboardFile.All
            let known = board.Variables.Select(variable => (string)variable["name"]!).Concat(BuiltIn).ToHashSet()
            from Match match in VariableUse().Matches(Repository.Text(board.Path))
            let name = match.Groups[1].Value
            where !name.StartsWith("tag_", StringComparison.Ordinal) && !known.Contains(name)
            select $"{board.Path}: {match.Value}");

    [Fact]
    public void Every_dashboard_has_one_data_source_and_it_is_a_variable() =>
        Findings.None(
            "queries go to $datasource and nowhere else",
            from board in DashboardFile.All
            from JsonNode? node in Everything(board.Json)
            where node is JsonObject && node["datasource"] is not null
            let source = node["datasource"]!
            where (string)source["uid"]! != "${datasource}" || (string)source["type"]! != (string)board.Variables.First()["query"]!
            select $"{board.Path}: {source.ToJsonString()}");

    [Fact]
    public void Links_lead_to_dashboards_that_exist() =>
        Findings.None(
            "a link to a uid that no dashboard has",
            from entry in Panels()
            from Match match in BoardLink().Matches(entry.Panel.ToJsonString())
            where DashboardFile.All.All(board => board.Uid != match.Groups[1].Value)
            select $"{entry.Where}: {match.Value}");

    [Fact]
    public void Links_keep_and_choose_only_what_both_sides_know() =>
        Findings.None(
            "a variable that the one dashboard does not have, or the other does not take",
            from board in DashboardFile.All
            from Match link in Address().Matches(Repository.Text(board.Path))
            let target = DashboardFile.All.Single(other => other.Uid == link.Groups[1].Value)
            from Match choice in Choice().Matches(link.Value)
            let kept = choice.Groups[1].Value
            let name = kept.Length > 0 ? kept : choice.Groups[2].Value
            where !Names(target).Contains(name) || (kept.Length > 0 && !Names(board).Contains(kept))
            select $"{board.Path}: {link.Value}");

    [Fact]
    public void From_the_first_page_every_other_can_be_reached_by_clicks()
    {
        HashSet<string> reached = ["realtime-city-now"];
        for (int before = 0; before < reached.Count;)
        {
            before = reached.Count;
            reached.UnionWith(DashboardFile.All.Where(board => reached.Contains(board.Uid)).SelectMany(board => Address().Matches(Repository.Text(board.Path)).Select(match => match.Groups[1].Value)));
        }

        // Key figures are for the monthly report; nothing of an incident leads there, only the list at the top.
        Assert.Equal(["realtime-kpis"], DashboardFile.All.Select(board => board.Uid).Except(reached));
    }

    [Fact]
    public void Columns_that_links_read_are_columns_of_the_query() =>
        Findings.None(
            "a link would choose nothing",
            from entry in Panels()
            from Match match in Cell().Matches(entry.Panel.ToJsonString())
            where !((string)entry.Panel["targets"]![0]!["query"]!).Contains($"\"{match.Groups[1].Value}\"", StringComparison.Ordinal)
            select $"{entry.Where}: {match.Value}");

    [Fact]
    public void Refresh_is_not_faster_than_the_data() =>
        Assert.All(DashboardFile.All, board => Assert.Contains((string)board.Json["refresh"]!, new[] { "30s", "1m", "5m" }));

    private static IEnumerable<string> Names(DashboardFile board) => board.Variables.Select(variable => (string)variable["name"]!);

    private static IEnumerable<(string Where, JsonObject Panel)> Panels() =>
        from board in DashboardFile.All
        from panel in board.Panels
        select ($"{board.Path}: {panel["title"]}", panel);

    private static IEnumerable<string> FaultsOf((string Where, JsonObject Panel) entry)
    {
        string type = (string)entry.Panel["type"]!;
        if (!PanelTypes.Contains(type))
        {
            yield return $"{entry.Where}: type {type}";
        }

        if (((string?)entry.Panel["title"] ?? "").Length == 0 || ((string?)entry.Panel["description"] ?? "").Length < 40)
        {
            yield return $"{entry.Where}: no title or description";
        }

        if (type != "text" && (((string?)entry.Panel["fieldConfig"]!["defaults"]!["unit"] ?? "").Length == 0 || entry.Panel["targets"] is not JsonArray { Count: > 0 }))
        {
            yield return $"{entry.Where}: no unit or no query";
        }
    }

    private static IEnumerable<JsonNode?> Everything(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(pair => Everything(pair.Value)).Prepend(map),
        JsonArray list => list.SelectMany(Everything),
        _ => [node],
    };

    [GeneratedRegex(@"\$\{?([A-Za-z_]\w*)")]
    private static partial Regex VariableUse();

    [GeneratedRegex(@"/d/([\w-]+)")]
    private static partial Regex BoardLink();

    [GeneratedRegex(@"/d/([\w-]+)\?[^""]*")]
    private static partial Regex Address();

    [GeneratedRegex(@"&\$\{(\w+):queryparam\}|&var-(\w+)=")]
    private static partial Regex Choice();

    [GeneratedRegex(@"__(?:data\.fields|field\.labels)\.(\w+)")]
    private static partial Regex Cell();
}
