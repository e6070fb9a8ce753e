using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Integration.Tests.Dashboards;

/// <summary>Every InfluxQL query of every dashboard, asked of a real InfluxDB that a node has filled from the recordings.</summary>
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

    [SkippableTheory]
    [MemberData(nameof(Queries))]
    public async Task The_query_returns_rows(string address) => Assert.NotEmpty(await _panels.AskAsync(BoardFile.Find(address)));

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

    // Moragaswewa fell silent in the flood and never came back.
    [SkippableFact]
    public async Task Floods_shows_the_gauge_that_stays_silent() =>
        Assert.Equal(1, await NumberAsync("realtime-floods", "Silence alerts open", "open"));

    // 13 January 2024, 06:00 JST, in the snapshots of Nanao's open shelters.
    [SkippableFact]
    public async Task Shelters_shows_the_largest_number_of_evacuees() =>
        Assert.Equal(1164, await NumberAsync("realtime-shelters", "Most evacuees in the range", "peak"));

    // 2 September 2024, 18:00 JST: one shelter with 40 people.
    [SkippableFact]
    public async Task Shelters_shows_the_people_who_are_left()
    {
        Assert.Equal(40, await NumberAsync("realtime-shelters", "Evacuees now", "total"));
        Assert.Equal(1, await NumberAsync("realtime-shelters", "Open shelters now", "total"));
    }

    // Ten pauses of 24 hours that were observed without a break.
    [SkippableFact]
    public async Task Watch_over_counts_the_no_viewing_alerts() =>
        Assert.Equal(10, await NumberAsync("realtime-watch-over", "No-viewing alerts raised", "raised"));

    // 21 stations, 20 shelters. Level 4 is MAJOR, in which Moragaswewa fell silent.
    [SkippableFact]
    public async Task City_now_counts_what_reports_and_shows_the_worst_level()
    {
        Assert.Equal(21, await NumberAsync("realtime-city-now", "Things that reported, by kind", "things", refId: "A"));
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
