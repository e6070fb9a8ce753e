using System.Text.Json.Nodes;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.Dashboards;

/// <summary>Asks the PromQL of dashboards that are opened over the whole run of the replay.</summary>
internal sealed class PrometheusPanels(ReplayedCity city)
{
    /// <summary>The series of one panel's query that have a finite value.</summary>
    public async Task<IReadOnlyList<JsonObject>> AskAsync(PanelQuery query)
    {
        await city.ReadyAsync();
        return await AskAsync(Substitute(query));
    }

    /// <summary>The query as Grafana sends it. Scraped every second, so ten seconds are enough for a rate.</summary>
    public string Substitute(PanelQuery query) =>
        new GrafanaQuery(BoardFile.Of(query.Board).Json, city.Began, city.Began) { RateInterval = TimeSpan.FromSeconds(10) }.Substitute(query.Text);

    /// <summary>The series of an expression that have a finite value, as soon as there are any: the last scrape may be a second away.</summary>
    public async Task<IReadOnlyList<JsonObject>> AskAsync(string expression)
    {
        await city.ReadyAsync();
        return await Eventually.ValueAsync(
            $"{expression} has a value",
            async () => NotEmpty([.. (await city.Prometheus.QueryAsync(expression, city.Began, TimeProvider.System.GetUtcNow())).Where(HasNumber)]));
    }

    private static IReadOnlyList<JsonObject>? NotEmpty(IReadOnlyList<JsonObject> series) => series.Count == 0 ? null : series;

    private static bool HasNumber(JsonObject series) => series["values"]!.AsArray().Any(pair => (string)pair![1]! is not ("NaN" or "+Inf" or "-Inf"));
}
