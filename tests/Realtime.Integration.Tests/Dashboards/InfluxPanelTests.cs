using Realtime.Domain;

namespace Realtime.Integration.Tests.Dashboards;

/// <summary>Every InfluxQL query of every dashboard, asked of a real InfluxDB that holds the recorded city.</summary>
public sealed class InfluxPanelTests(RecordedInflux recorded) : IClassFixture<RecordedInflux>
{
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
    public async Task The_query_returns_rows(string address) => Assert.NotEmpty((await recorded.AskAsync(address)).SelectMany(series => series.Rows));

    [SkippableTheory]
    [MemberData(nameof(Variables))]
    public async Task The_variable_has_values(string address)
    {
        await recorded.ReadyAsync();
        (string uid, string name) = (address.Split(' ')[0], address.Split(' ')[1]);
        BoardFile board = BoardFile.All.Single(found => found.Uid == uid);
        string query = (string)board.Json["templating"]!["list"]!.AsArray().Single(variable => (string)variable!["name"]! == name)!["query"]!;
        Assert.NotEmpty((await recorded.Server.QueryAsync(recorded.Grafana(board).Substitute(query))).SelectMany(series => series.Rows));
    }

    // Peak of Hanwella on 29 November 2025, 18:38 UTC, in the Irrigation Department's readings.
    [SkippableFact]
    public async Task Floods_shows_the_peak_of_Hanwella() =>
        Assert.Equal(10.95, await recorded.NumberAsync("realtime-floods", "Peak in the range", "peak", series => IsHanwella(series.Tag(Measurements.TagThing))));

    [SkippableFact]
    public async Task Floods_shows_one_chosen_station()
    {
        await recorded.ReadyAsync();
        PanelQuery query = BoardFile.All.Single(board => board.Uid == "realtime-floods").Queries.Single(found => found.Title == "Water level");
        string station = (await recorded.AskAsync(query.Address)).Select(series => series.Tag(Measurements.TagThing)).Single(IsHanwella);
        InfluxSeries only = Assert.Single(await recorded.AskAsync(query.Address, new() { ["station"] = [station] }));
        Assert.Equal(station, only.Tag(Measurements.TagThing));
    }

    // Moragaswewa fell silent in the flood and never came back.
    [SkippableFact]
    public async Task Floods_shows_the_gauge_that_stays_silent() =>
        Assert.Equal(1, await recorded.NumberAsync("realtime-floods", "Silence alerts open", "open"));

    // 13 January 2024, 06:00 JST, in the snapshots of Nanao's open shelters.
    [SkippableFact]
    public async Task Shelters_shows_the_largest_number_of_evacuees() =>
        Assert.Equal(1164, await recorded.NumberAsync("realtime-shelters", "Most evacuees in the range", "peak"));

    // 2 September 2024, 18:00 JST: one shelter with 40 people.
    [SkippableFact]
    public async Task Shelters_shows_the_people_who_are_left()
    {
        Assert.Equal(40, await recorded.NumberAsync("realtime-shelters", "Evacuees now", "total"));
        Assert.Equal(1, await recorded.NumberAsync("realtime-shelters", "Open shelters now", "total"));
    }

    // Ten pauses of 24 hours that were observed without a break.
    [SkippableFact]
    public async Task Watch_over_counts_the_no_viewing_alerts() =>
        Assert.Equal(10, await recorded.NumberAsync("realtime-watch-over", "No-viewing alerts raised", "raised"));

    // 21 stations, 20 shelters. Level 4 is MAJOR, in which Moragaswewa fell silent.
    [SkippableFact]
    public async Task City_now_counts_what_reports_and_shows_the_worst_level()
    {
        Assert.Equal(21, await recorded.NumberAsync("realtime-city-now", "Things that reported, by kind", "things", refId: "A"));
        Assert.Equal(20, await recorded.NumberAsync("realtime-city-now", "Things that reported, by kind", "things", refId: "B"));
        Assert.Equal(4, await recorded.NumberAsync("realtime-city-now", "Worst level now", "level"));
    }

    // The running sum must end where the count of open alerts stands.
    [SkippableFact]
    public async Task Watch_over_lines_end_at_the_counts_beside_them()
    {
        PanelQuery line = BoardFile.All.Single(board => board.Uid == "realtime-watch-over").Queries
            .Single(query => query.Title == "Devices silent" && query.Text.Contains("cumulative_sum", StringComparison.Ordinal));
        InfluxSeries series = Assert.Single(await recorded.AskAsync(line.Address));
        double open = await recorded.NumberAsync("realtime-watch-over", "Devices silent", "open", panel: query => !query.Text.Contains("cumulative_sum", StringComparison.Ordinal));
        Assert.Equal(open, series.Number(series.Rows.Last(), "open"));
    }

    // The dashboards are linted against these names, so what the machines write must bear them.
    [Fact]
    public void The_machines_write_fields_that_have_a_name()
    {
        HashSet<string> names = [.. typeof(Fields).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];
        Assert.Empty(RecordedCity.Play().Points.SelectMany(point => point.Fields.Select(field => field.Name).Concat(point.Texts.Select(text => text.Name))).Except(names));
    }

    private static bool IsHanwella(string thing) => thing.Contains("hanwella", StringComparison.OrdinalIgnoreCase);
}
