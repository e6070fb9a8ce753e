using System.Text;
using System.Text.Json.Nodes;
using Realtime.Integration.Tests.Servers;

namespace Realtime.Integration.Tests.Dashboards;

/// <summary>A real InfluxDB 1.x on loopback with one empty database.</summary>
internal sealed class PanelInfluxServer : IAsyncDisposable
{
    public const string Program = "influxd";
    private const string Database = "realtime";

    private readonly HttpServerProcess _process;
    private readonly HttpClient _http;

    private PanelInfluxServer(HttpServerProcess process, Uri address)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = address };
    }

    public static async Task<PanelInfluxServer> StartAsync(string program)
    {
        string folder = HttpServerProcess.NewFolder();
        (int http, int rpc) = (HttpServerProcess.FreePort(), HttpServerProcess.FreePort());
        string config = Path.Combine(folder, "influxdb.conf");
        await File.WriteAllTextAsync(config, $"""
            reporting-disabled = true
            bind-address = "127.0.0.1:{rpc}"
            [meta]
            dir = "{folder}/meta"
            [data]
            dir = "{folder}/data"
            wal-dir = "{folder}/wal"
            [http]
            bind-address = "127.0.0.1:{http}"
            log-enabled = false
            """);
        Uri address = new($"http://127.0.0.1:{http}/");
        HttpServerProcess process = await HttpServerProcess.StartAsync(program, ["-config", config], folder, new Uri(address, "ping"));
        PanelInfluxServer server = new(process, address);
        await server.QueryAsync($"CREATE DATABASE \"{Database}\"");
        return server;
    }

    /// <summary>Writes line protocol with times in nanoseconds; every line must be taken.</summary>
    public async Task WriteAsync(IEnumerable<string> lines)
    {
        foreach (string[] batch in lines.Chunk(5000))
        {
            using StringContent content = new(string.Join('\n', batch), Encoding.UTF8);
            using HttpResponseMessage answer = await _http.PostAsync($"write?db={Database}&precision=ns", content);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    /// <summary>The series of one statement; times are milliseconds. An error of the server fails the test with the query.</summary>
    public async Task<IReadOnlyList<InfluxSeries>> QueryAsync(string query)
    {
        using FormUrlEncodedContent form = new([new("db", Database), new("epoch", "ms"), new("q", query)]);
        using HttpResponseMessage answer = await _http.PostAsync("query", form);
        string text = await answer.Content.ReadAsStringAsync();
        JsonNode? result = answer.IsSuccessStatusCode ? JsonNode.Parse(text)!["results"]?[0] : null;
        Assert.True(result is not null && result["error"] is null, $"{query}\n{text}");
        return [.. (result["series"] as JsonArray ?? []).Select(series => new InfluxSeries(series!.AsObject()))];
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }
}

/// <summary>One series of an answer.</summary>
internal sealed record InfluxSeries(JsonObject Json)
{
    /// <summary>Value of a tag the answer is grouped by; empty when it is not.</summary>
    public string Tag(string name) => (string?)Json["tags"]?[name] ?? "";

    /// <summary>Rows in which at least one column beside the time has a value.</summary>
    public IEnumerable<JsonArray> Rows => Json["values"]!.AsArray().Select(row => row!.AsArray()).Where(row => row.Skip(1).Any(cell => cell is not null));

    /// <summary>Number in a column of a row.</summary>
    public double Number(JsonArray row, string column) =>
        (double)row[Json["columns"]!.AsArray().Select((name, index) => ((string)name!, index)).Single(found => found.Item1 == column).index]!;
}
