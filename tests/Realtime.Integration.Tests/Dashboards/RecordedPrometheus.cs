using System.Text.Json.Nodes;
using Realtime.Integration.Tests.Servers;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.Dashboards;

/// <summary>A real Prometheus that scrapes the recorded city's metrics; started once, on first use.</summary>
public sealed class RecordedPrometheus : IDisposable
{
    private readonly SemaphoreSlim _once = new(1);
    private PrometheusServer? _server;
    private RecordedMetrics? _metrics;
    private RecordedCity? _city;

    internal RecordedCity City => _city ?? throw new InvalidOperationException("ask first");

    public void Dispose()
    {
        _server?.Dispose();
        _metrics?.Dispose();
        _once.Dispose();
    }

    /// <summary>The series of one panel's query that have a finite value, as soon as there are any; rates need a few scrapes.</summary>
    internal async Task<IReadOnlyList<JsonObject>> AskAsync(string address)
    {
        PrometheusServer server = await ReadyAsync();
        PanelQuery query = BoardFile.Find(address);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        string expression = new GrafanaQuery(BoardFile.Of(query.Board).Json, now, now) { RateInterval = TimeSpan.FromSeconds(10) }.Substitute(query.Text);
        return await Eventually.ValueAsync(
            $"{expression} has a value",
            async () => NotEmpty([.. (await server.QueryAsync(expression, TimeProvider.System.GetUtcNow())).Where(HasNumber)]));
    }

    private async Task<PrometheusServer> ReadyAsync()
    {
        PrometheusServer.Require();
        await _once.WaitAsync();
        try
        {
            if (_server is null)
            {
                _city = RecordedCity.Play();
                _metrics = new RecordedMetrics(_city);
                _server = await PrometheusServer.StartAsync(_metrics.Target);
            }

            return _server;
        }
        finally
        {
            _once.Release();
        }
    }

    private static IReadOnlyList<JsonObject>? NotEmpty(IReadOnlyList<JsonObject> series) => series.Count == 0 ? null : series;

    private static bool HasNumber(JsonObject series) => series["values"]!.AsArray().Any(pair => (string)pair![1]! is not ("NaN" or "+Inf" or "-Inf"));
}
