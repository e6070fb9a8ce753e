using System.Globalization;
using System.Text.Json.Nodes;
using Realtime.Integration.Tests.Dashboards;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.Servers;

/// <summary>A real Prometheus on loopback that scrapes one target every second as the job "realtime".</summary>
internal sealed class PrometheusServer : IDisposable
{
    private const string Program = "/usr/bin/prometheus";

    private readonly string _folder = Directory.CreateTempSubdirectory("realtime-prometheus-").FullName;
    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{FreePorts.Next()}/") };
    private ServerProcess? _process;

    private PrometheusServer()
    {
    }

    /// <summary>Without a slash at its end.</summary>
    public string Address => $"http://{_http.BaseAddress!.Authority}";

    /// <summary>Skips the test aloud when Prometheus is not installed.</summary>
    public static void Require() => Installed.Require(Program, "prometheus");

    /// <param name="target">Host and port of the metrics.</param>
    public static async Task<PrometheusServer> StartAsync(string target)
    {
        PrometheusServer server = new();
        try
        {
            await server.RunAsync(target);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    private async Task RunAsync(string target)
    {
        string config = Path.Combine(_folder, "prometheus.yml");
        await File.WriteAllTextAsync(config, $"""
            global: {"{ scrape_interval: 1s, evaluation_interval: 1s }"}
            rule_files: ["{Path.Combine(BoardFile.Root, "dashboards", "prometheus", "realtime.rules.yaml")}"]
            scrape_configs:
              - job_name: realtime
                static_configs: [{"{"} targets: ["{target}"] {"}"}]
            """);
        _process = ServerProcess.Start(
            Program,
            $"--config.file={config}",
            $"--storage.tsdb.path={_folder}/data",
            $"--web.listen-address={_http.BaseAddress!.Authority}",
            "--log.level=warn");
        await Eventually.TrueAsync("Prometheus is ready", async () => (await _http.GetAsync("-/ready")).IsSuccessStatusCode, found: () => _process.Output);
    }

    /// <summary>The series of an expression in steps of a second; an error of the server fails the test.</summary>
    public async Task<IReadOnlyList<JsonObject>> QueryAsync(string expression, DateTimeOffset from, DateTimeOffset to)
    {
        using FormUrlEncodedContent form = new([new("query", expression), new("start", Seconds(from)), new("end", Seconds(to)), new("step", "1")]);
        using HttpResponseMessage answer = await _http.PostAsync("api/v1/query_range", form);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{expression}\n{text}");
        return [.. JsonNode.Parse(text)!["data"]!["result"]!.AsArray().Select(series => series!.AsObject())];
    }

    /// <summary>The newest value of a series that is a number.</summary>
    public static double Newest(JsonObject series) =>
        series["values"]!.AsArray().Select(pair => double.Parse((string)pair![1]!, CultureInfo.InvariantCulture)).Last(double.IsFinite);

    public void Dispose()
    {
        _process?.Dispose();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Seconds(DateTimeOffset time) => (time.ToUnixTimeMilliseconds() / 1000.0).ToString(CultureInfo.InvariantCulture);
}
