using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Integration.Tests.Dashboards;

/// <summary>
/// Every InfluxQL query of every dashboard, asked of a real InfluxDB that a node has filled from the recordings. One known figure of each
/// dashboard: <see cref="KnownFigureTests"/>; here are more of them.
/// </summary>
[Collection(nameof(ReplayedCity))]
public sealed class InfluxPanelTests(ReplayedCity city)
{
    private readonly InfluxPanels _panels = new(city);

    public static TheoryData<string> Queries =>
        new(BoardFile.All.Where(board => board.IsInflux).SelectMany(board => board.Queries).Select(query => query.Address));

    /// <summary>Uid and name, parted by a blank.</summary>
    public static TheoryData<string> Variables => new(
        from board in BoardFile.All
        where board.IsInflux
        from variable in board.Json["templating"]!["list"]!.AsArray()
        where (string)variable!["type"]! == "query"
        select $"{board.Uid} {variable["name"]}");

    /// <summary>No channel stalls in a recording: the panel says "0" then, and its query is asked all the same.</summary>
    private const string NeverInARecording = "realtime-city-now/3 Cannot be seen A";

    [SkippableTheory]
    [MemberData(nameof(Queries))]
    public async Task The_query_returns_rows(string address)
    {
        IReadOnlyList<Dictionary<string, JsonElement>> rows = await _panels.AskAsync(BoardFile.Find(address));
        Assert.Equal(address != NeverInARecording, rows.Count > 0);
    }

    [SkippableTheory]
    [MemberData(nameof(Variables))]
    public async Task The_variable_has_values(string address)
    {
        (string uid, string name) = (address.Split(' ')[0], address.Split(' ')[1]);
        string query = (string)BoardFile.Of(uid).Json["templating"]!["list"]!.AsArray().Single(variable => (string)variable!["name"]! == name)!["query"]!;
        Assert.NotEmpty(await _panels.AskAsync(uid, query));
    }

    // Peak of Hanwella on 29 November 2025, 18:38 UTC, in the Irrigation Department's readings.
    [SkippableFact]
    public async Task Floods_shows_the_peak_of_Hanwella() =>
        Assert.Equal(10.95, await NumberAsync("realtime-floods", "Peak in the range", "peak", IsHanwella));

    [SkippableFact]
    public async Task Floods_shows_one_chosen_station()
    {
        PanelQuery query = Query("realtime-floods", "Water level");
        string station = (await _panels.AskAsync(query)).Where(IsHanwella).Select(ThingOf).Distinct().Single();
        Assert.All(await _panels.AskAsync(query, new() { ["station"] = [station] }), row => Assert.Equal(station, ThingOf(row)));
    }

    // The recordings hold no drill, so both together are what is real.
    [SkippableTheory]
    [InlineData("both", true)]
    [InlineData("drills", false)]
    public async Task Events_can_be_chosen(string choice, bool found)
    {
        System.Text.Json.Nodes.JsonNode variable = BoardFile.Of("realtime-floods").Json["templating"]!["list"]!.AsArray().Single(each => (string)each!["name"]! == "drill")!;
        string value = (string)variable["options"]!.AsArray().Single(option => (string)option!["text"]! == choice)!["value"]!;
        Assert.Equal(found, (await _panels.AskAsync(Query("realtime-floods", "Peak in the range"), new() { ["drill"] = [value] })).Count > 0);
    }

    // 2 September 2024, 18:00 JST: one shelter with 40 people.
    [SkippableFact]
    public async Task Shelters_shows_the_people_who_are_left()
    {
        Assert.Equal(40, await NumberAsync("realtime-shelters", "Evacuees now", "total"));
        Assert.Equal(1, await NumberAsync("realtime-shelters", "Open shelters now", "total"));
    }

    // Alert 7 m, minor flood 8 m, major flood 10 m at Hanwella, as the Irrigation Department publishes them.
    [SkippableFact]
    public async Task Station_shows_the_thresholds_of_Hanwella()
    {
        string station = (await _panels.AskAsync(Query("realtime-floods", "Water level"))).Where(IsHanwella).Select(ThingOf).Distinct().Single();
        foreach ((string line, double threshold) in new[] { ("B", 7.0), ("C", 8.0), ("D", 10.0) })
        {
            IReadOnlyList<Dictionary<string, JsonElement>> rows = await _panels.AskAsync(Query("realtime-station", "Water level and thresholds", line), new() { ["station"] = [station] });
            Assert.All(rows, row => Assert.Equal(threshold, row["threshold"].GetDouble()));
        }
    }

    // 1.1, 1.2, 1.3 m ten minutes apart: 10 cm in ten minutes, 70 cm below the next stage.
    [SkippableFact]
    public async Task Station_says_when_the_next_stage_is_reached()
    {
        Assert.Equal(10, await NumberAsync("realtime-station", "Rise now", "newest"), 6);
        Assert.Equal(70, await NumberAsync("realtime-station", "Next stage in", "newest"), 6);
    }

    // Bus 2003, a plough that another log repeated, and a lost drone; the bus ended at 30.25227, -97.73467.
    [SkippableFact]
    public async Task Vehicles_shows_where_the_bus_ended()
    {
        IReadOnlyList<Dictionary<string, JsonElement>> rows = await _panels.AskAsync(Query("realtime-vehicles", "Last positions"));
        Assert.Equal(3, rows.Count);
        Dictionary<string, JsonElement> bus = Assert.Single(rows, row => ThingOf(row) == "bus-2003");
        Assert.Equal((30.25227, -97.73467), (bus[Fields.LatitudeDeg].GetDouble(), bus[Fields.LongitudeDeg].GetDouble()));
        Assert.Equal(1, await NumberAsync("realtime-vehicles", "Not heard", "open"));
    }

    // 900 litres at 15 an hour.
    [SkippableFact]
    public async Task Shelters_shows_how_long_supplies_last() =>
        Assert.Equal(60, await NumberAsync("realtime-shelters", "Supplies end first in", "newest"));

    // 22 stations, 20 shelters. Level 4 is MAJOR, in which Moragaswewa fell silent.
    [SkippableFact]
    public async Task City_now_counts_what_reports_and_shows_the_worst_level()
    {
        Assert.Equal(22, await NumberAsync("realtime-city-now", "Things that reported, by kind", "things", refId: "A"));
        Assert.Equal(20, await NumberAsync("realtime-city-now", "Things that reported, by kind", "things", refId: "B"));
        Assert.Equal(4, await NumberAsync("realtime-city-now", "Worst level now", "level"));
    }

    // The running sum must end where the count of open alerts stands.
    [SkippableFact]
    public async Task Watch_over_lines_end_at_the_counts_beside_them()
    {
        IReadOnlyList<Dictionary<string, JsonElement>> line = await _panels.AskAsync(Query("realtime-watch-over", "Devices silent over time"));
        Assert.Equal(await NumberAsync("realtime-watch-over", "Devices silent", "open"), line[^1]["open"].GetDouble());
    }

    // The dashboards are linted against these names, so what the node writes must bear them.
    [SkippableFact]
    public async Task The_node_writes_fields_that_have_a_name()
    {
        HashSet<string> names = [.. typeof(Fields).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];
        Assert.Empty((await _panels.FieldNamesAsync()).Except(names));
    }

    /// <summary>The one number that a stat panel shows.</summary>
    private async Task<double> NumberAsync(string uid, string title, string column, Func<Dictionary<string, JsonElement>, bool>? which = null, string refId = "A") =>
        Assert.Single(await _panels.AskAsync(Query(uid, title, refId)), row => which is null || which(row))[column].GetDouble();

    private static PanelQuery Query(string uid, string title, string refId = "A") =>
        BoardFile.Of(uid).Queries.Single(query => query.Title == title && query.RefId == refId);

    private static string ThingOf(Dictionary<string, JsonElement> row) => row[Measurements.TagThing].GetString()!;

    private static bool IsHanwella(Dictionary<string, JsonElement> row) => ThingOf(row).Contains("hanwella", StringComparison.OrdinalIgnoreCase);
}
