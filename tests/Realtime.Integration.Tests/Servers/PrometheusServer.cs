using System.Globalization;
using System.Text.Json.Nodes;

namespace Realtime.Integration.Tests.Servers;

/// <summary>A real Prometheus on loopback that scrapes one target every second as the job "realtime".</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    public const string Program = "prometheus";

    private readonly HttpServerProcess _process;
    private readonly HttpClient _http;

    private PrometheusServer(HttpServerProcess process, Uri address)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = address };
    }

    /// <param name="program">Path of the program.</param>
    /// <param name="target">Host and port of the metrics.</param>
    public static async Task<PrometheusServer> StartAsync(string program, string target)
    {
        string folder = HttpServerProcess.NewFolder();
        string config = Path.Combine(folder, "prometheus.yml");
        await File.WriteAllTextAsync(config, $"""
            global: {"{ scrape_interval: 1s, evaluation_interval: 1s }"}
            scrape_configs:
              - job_name: realtime
                static_configs: [{"{"} targets: ["{target}"] {"}"}]
            """);
        int port = HttpServerProcess.FreePort();
        Uri address = new($"http://127.0.0.1:{port}/");
        string[] arguments =
        [
            $"--config.file={config}", $"--storage.tsdb.path={folder}/data", $"--web.listen-address=127.0.0.1:{port}", "--log.level=warn",
        ];
        return new PrometheusServer(await HttpServerProcess.StartAsync(program, arguments, folder, new Uri(address, "-/ready")), address);
    }

    /// <summary>The series of an expression over the last minute in steps of a second; an error of the server fails the test.</summary>
    public async Task<IReadOnlyList<JsonObject>> QueryAsync(string expression, DateTimeOffset now)
    {
        string start = Seconds(now.AddMinutes(-1));
        using FormUrlEncodedContent form = new([new("query", expression), new("start", start), new("end", Seconds(now)), new("step", "1")]);
        using HttpResponseMessage answer = await _http.PostAsync("api/v1/query_range", form);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{expression}\n{text}");
        return [.. JsonNode.Parse(text)!["data"]!["result"]!.AsArray().Select(series => series!.AsObject())];
    }

    /// <summary>The newest value of a series that is a number.</summary>
    public static double Newest(JsonObject series) =>
        series["values"]!.AsArray().Select(pair => double.Parse((string)pair![1]!, CultureInfo.InvariantCulture)).Last(double.IsFinite);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }

    private static string Seconds(DateTimeOffset time) => (time.ToUnixTimeMilliseconds() / 1000.0).ToString(CultureInfo.InvariantCulture);
}
