using System.Text.Json.Nodes;
using Realtime.Integration.Tests.Servers;

namespace Realtime.Integration.Tests.Dashboards;

/// <summary>Every PromQL query of every dashboard, asked of a real Prometheus that scrapes the recorded city.</summary>
public sealed class PrometheusPanelTests(RecordedPrometheus recorded) : IClassFixture<RecordedPrometheus>
{
    public static TheoryData<string> Queries =>
        new(BoardFile.All.Where(board => !board.IsInflux).SelectMany(board => board.Queries).Select(query => query.Address));

    [SkippableTheory]
    [MemberData(nameof(Queries))]
    public async Task The_query_returns_rows(string address) => Assert.NotEmpty(await recorded.AskAsync(address));

    [SkippableFact]
    public async Task Pipeline_shows_every_reading_of_the_recordings()
    {
        PanelQuery query = BoardFile.All.Single(board => board.Uid == "realtime-pipeline").Queries.Single(found => found.Title == "Readings applied");
        JsonObject series = Assert.Single(await recorded.AskAsync(query.Address));
        Assert.Equal(recorded.City.Readings.Values.Sum(), PrometheusServer.Newest(series));
        Assert.Equal(4045, recorded.City.Readings[Domain.ThingKind.Sensor]);
    }
}
