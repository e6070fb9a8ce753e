using System.Text.Json.Nodes;
using Realtime.Integration.Tests.Servers;

namespace Realtime.Integration.Tests.Dashboards;

/// <summary>A real InfluxDB that holds the results of the recorded city; started and filled once, on first use.</summary>
public sealed class RecordedInflux : IAsyncLifetime
{
    private readonly SemaphoreSlim _once = new(1);
    private PanelInfluxServer? _server;
    private (DateTimeOffset From, DateTimeOffset To) _range;

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
                _range = await FillAsync(server);
                _server = server;
            }
        }
        finally
        {
            _once.Release();
        }
    }

    /// <summary>The dashboard opened over the whole recorded time.</summary>
    internal GrafanaQuery Grafana(BoardFile board, Dictionary<string, string[]>? choices = null) =>
        new(board.Json, _range.From, _range.To) { Choices = choices ?? [] };

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

    /// <summary>Brings the recorded city into the time series; returns the recorded time.</summary>
    private static async Task<(DateTimeOffset From, DateTimeOffset To)> FillAsync(PanelInfluxServer server)
    {
        RecordedCity city = RecordedCity.Play();
        await server.WriteAsync(city.Points.Select(PointLine.Of));
        return (city.From, city.To);
    }
}
