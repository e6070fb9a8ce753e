using System.Text.Json.Nodes;
using Realtime.Domain;
using Realtime.Integration.Tests.Servers;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.Dashboards;

/// <summary>Every PromQL query of every dashboard, asked of a real Prometheus that scrapes a node which replays the recordings.</summary>
[Collection(nameof(ReplayedCity))]
public sealed class PrometheusPanelTests(ReplayedCity city)
{
    private readonly PrometheusPanels _panels = new(city);

    public static TheoryData<string> Queries =>
        new(BoardFile.All.Where(board => !board.IsInflux).SelectMany(board => board.Queries).Select(query => query.Address));

    [SkippableTheory]
    [MemberData(nameof(Queries))]
    public async Task The_query_returns_rows(string address) => Assert.NotEmpty(await _panels.AskAsync(BoardFile.Find(address)));

    /// <summary>Names of all metrics; of a histogram the count.</summary>
    public static TheoryData<string> Names => new(
        from constant in typeof(MetricNames).GetFields()
        let name = (string)constant.GetRawConstantValue()!
        select name is MetricNames.EpochSeconds or MetricNames.AlertDelaySeconds or MetricNames.AcknowledgeSeconds ? $"{name}_count" : name);

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public async Task The_node_shows_the_metric(string name) => Assert.NotEmpty(await _panels.AskAsync(name));

    [SkippableFact]
    public async Task Pipeline_shows_every_reading_of_the_recordings()
    {
        await city.ReadyAsync();
        PanelQuery query = BoardFile.Of("realtime-pipeline").Queries.Single(found => found.Title == "Readings applied");
        await ShowsAsync(city.Readings, () => _panels.AskAsync(query));
        await ShowsAsync(city.SensorReadings, () => _panels.AskAsync($"{MetricNames.ReadingsApplied}{{kind=\"sensor\"}}"));
    }

    // One acknowledgement was given; nobody else will.
    [SkippableFact]
    public async Task Key_figures_count_the_acknowledgement()
    {
        await city.ReadyAsync();
        await ShowsAsync(1, () => _panels.AskAsync($"{MetricNames.AcknowledgeSeconds}_count"));
        PanelQuery open = BoardFile.Of("realtime-response").Queries.Single(found => found is { Title: "Open and waiting alerts", RefId: "A" });
        PanelQuery waiting = BoardFile.Of("realtime-response").Queries.Single(found => found is { Title: "Open and waiting alerts", RefId: "B" });
        double all = PrometheusServer.Newest(Assert.Single(await _panels.AskAsync(open)));
        await ShowsAsync(all - 1, () => _panels.AskAsync(waiting));
    }

    [SkippableFact]
    public async Task Cluster_shows_that_every_partition_has_an_owner()
    {
        PanelQuery query = BoardFile.Of("realtime-cluster").Queries.Single(found => found.Title == "Partitions without owner");
        await ShowsAsync(0, () => _panels.AskAsync(query));
    }

    [SkippableFact]
    public async Task The_end_of_the_nodes_certificate_is_shown() => Assert.Equal(
        ReplayedCity.CertificateEnd.ToUnixTimeSeconds(), PrometheusServer.Newest(Assert.Single(await _panels.AskAsync($"{MetricNames.CertificateExpirySeconds}{{certificate=\"node\"}}"))));

    [SkippableFact]
    public async Task The_unreadable_record_and_the_repeated_reading_raise_a_rate()
    {
        await city.ReadyAsync();
        await HasRateAsync($"{MetricNames.RecordsRejected}{{reason=\"not-json\"}}");
        await HasRateAsync($"{MetricNames.ReadingsSkipped}{{reason=\"repeated\"}}");
    }

    private static Task ShowsAsync(double expected, Func<Task<IReadOnlyList<JsonObject>>> ask)
    {
        double shown = 0;
        return Eventually.TrueAsync(
            $"one series ends at {expected}", async () => (shown = PrometheusServer.Newest(Assert.Single(await ask()))) == expected, found: () => $"{shown}");
    }

    // A series that would begin with its first increment would show none.
    private async Task HasRateAsync(string series) => Assert.Single(await _panels.AskAsync($"rate({series}[10s]) > 0"));
}
