using System.Text.Json;
using Realtime.Domain;
using Realtime.Integration.Tests.Servers;
using Realtime.Streams.Historian;

namespace Realtime.Integration.Tests.Dashboards;

/// <summary>A real InfluxDB that holds the results of the recorded city; started and filled once, on first use.</summary>
public sealed class RecordedInflux : IDisposable
{
    private static readonly string[] s_notValues =
        ["time", Measurements.TagThing, Measurements.TagKind, Measurements.TagMunicipality, Measurements.TagRule, Measurements.TagChange, Measurements.TagDrill];

    private readonly SemaphoreSlim _once = new(1);
    private InfluxServer? _server;
    private Dictionary<string, DateTimeOffset> _lastPoint = [];

    public void Dispose()
    {
        _server?.Dispose();
        _once.Dispose();
    }

    /// <summary>Asks one panel's query; gives the rows that have a value.</summary>
    internal async Task<IReadOnlyList<Dictionary<string, JsonElement>>> AskAsync(PanelQuery query, Dictionary<string, string[]>? choices = null) =>
        await AskAsync(query.Board, query.Text, query.IntervalMin, choices);

    /// <summary>Asks a query of a dashboard that is opened over the whole recorded time.</summary>
    internal async Task<IReadOnlyList<Dictionary<string, JsonElement>>> AskAsync(
        string uid, string query, string? intervalMin = null, Dictionary<string, string[]>? choices = null)
    {
        InfluxServer server = await ReadyAsync();
        GrafanaQuery grafana = new(BoardFile.Of(uid).Json, RecordedCity.Start, RightEdge(uid)) { Choices = choices ?? [] };
        List<Dictionary<string, JsonElement>> rows = await server.QueryAsync(grafana.Substitute(query, intervalMin));
        return [.. rows.Where(row => row.Any(cell => !s_notValues.Contains(cell.Key) && cell.Value.ValueKind != JsonValueKind.Null))];
    }

    /// <summary>The gauges were recorded for eight days and the shelters for eight months: floods are looked at up to the last reading of a gauge.</summary>
    private DateTimeOffset RightEdge(string uid) => uid == "realtime-floods" ? _lastPoint[Measurements.WaterLevel] : _lastPoint.Values.Max();

    /// <summary>Starts and fills the server; skips the test aloud when there is none.</summary>
    private async Task<InfluxServer> ReadyAsync()
    {
        await _once.WaitAsync();
        try
        {
            if (_server is null)
            {
                InfluxServer server = new();
                try
                {
                    _lastPoint = await FillAsync(server);
                }
                catch
                {
                    server.Dispose();
                    throw;
                }

                _server = server;
            }

            return _server;
        }
        finally
        {
            _once.Release();
        }
    }

    /// <summary>Brings the recorded city into the time series; returns the time of the last point of each measurement.</summary>
    private static async Task<Dictionary<string, DateTimeOffset>> FillAsync(InfluxServer server)
    {
        RecordedCity city = RecordedCity.Play();
        using InfluxLineWriter writer = new(server.Settings with { CreateDatabase = true });
        foreach (ResultPoint[] points in city.Points.Chunk(Limits.HistorianPointsPerWriteMax))
        {
            await writer.WriteAsync(points, CancellationToken.None);
        }

        return city.Points.GroupBy(point => point.Measurement).ToDictionary(group => group.Key, group => group.Max(point => point.Time));
    }
}
