using System.Text.Json.Nodes;
using Realtime.Domain;
using Realtime.Integration.Tests.Servers;

namespace Realtime.Integration.Tests.Dashboards;

/// <summary>A real InfluxDB that holds the results of the recorded city; started and filled once, on first use.</summary>
public sealed class RecordedInflux : IAsyncLifetime
{
    private readonly SemaphoreSlim _once = new(1);
    private PanelInfluxServer? _server;
    private Dictionary<string, DateTimeOffset> _lastPoint = [];

    internal PanelInfluxServer Server => _server ?? throw new InvalidOperationException("call ReadyAsync first");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _once.Dispose();
    }

    /// <summary>Starts and fills the server; skips the test when there is none.</summary>
    internal async Task ReadyAsync()
    {
        string program = InstalledProgram.Require(PanelInfluxServer.Program, "influxdb");
        await _once.WaitAsync();
        try
        {
            if (_server is null)
            {
                PanelInfluxServer server = await PanelInfluxServer.StartAsync(program);
                _lastPoint = await FillAsync(server);
                _server = server;
            }
        }
        finally
        {
            _once.Release();
        }
    }

    /// <summary>
    /// The dashboard opened over the whole recorded time. The gauges were recorded for eight days and the shelters for eight months:
    /// floods are looked at up to the last reading of a gauge.
    /// </summary>
    internal GrafanaQuery Grafana(BoardFile board, Dictionary<string, string[]>? choices = null)
    {
        DateTimeOffset to = board.Uid == "realtime-floods" ? _lastPoint[Measurements.WaterLevel] : _lastPoint.Values.Max();
        return new GrafanaQuery(board.Json, RecordedCity.Start, to) { Choices = choices ?? [] };
    }

    /// <summary>Asks one panel's query.</summary>
    internal async Task<IReadOnlyList<InfluxSeries>> AskAsync(string address, Dictionary<string, string[]>? choices = null)
    {
        await ReadyAsync();
        (BoardFile board, PanelQuery query) = BoardFile.Find(address);
        return await Server.QueryAsync(Grafana(board, choices).Substitute(query.Text, query.IntervalMin));
    }

    /// <summary>The one number that a stat panel shows.</summary>
    internal async Task<double> NumberAsync(
        string uid, string title, string column, Func<InfluxSeries, bool>? which = null, string refId = "A", Func<PanelQuery, bool>? panel = null)
    {
        await ReadyAsync();
        PanelQuery query = BoardFile.All.Single(board => board.Uid == uid).Queries
            .Single(found => found.Title == title && found.RefId == refId && (panel is null || panel(found)));
        InfluxSeries series = Assert.Single(await AskAsync(query.Address), found => which is null || which(found));
        JsonArray row = Assert.Single(series.Rows);
        return series.Number(row, column);
    }

    /// <summary>Brings the recorded city into the time series; returns the time of the last point of each measurement.</summary>
    private static async Task<Dictionary<string, DateTimeOffset>> FillAsync(PanelInfluxServer server)
    {
        RecordedCity city = RecordedCity.Play();
        await server.WriteAsync(city.Points.Select(PointLine.Of));
        return city.Points.GroupBy(point => point.Measurement).ToDictionary(group => group.Key, group => group.Max(point => point.Time));
    }
}
