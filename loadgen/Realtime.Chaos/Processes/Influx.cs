using System.Text.Json;
using Realtime.Streams.Historian;

namespace Realtime.Chaos.Processes;

/// <summary>A real InfluxDB 1.x (Debian's package) with its data in a temporary folder; may be stopped and started again.</summary>
public class Influx : IDisposable
{
    /// <summary>Where Debian's package puts the server.</summary>
    public const string DebianProgram = "/usr/bin/influxd";

    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(60);

    private readonly string _program;
    private readonly string _folder = Directory.CreateTempSubdirectory("realtime-influx-").FullName;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private ServerProcess? _server;

    public Influx(string program = DebianProgram)
    {
        _program = program;
        int port = FreePorts.Next();
        Settings = new InfluxSettings { Url = new Uri($"http://127.0.0.1:{port}"), Database = "realtime", Timeout = TimeSpan.FromSeconds(5) };
        File.WriteAllText(Path.Combine(_folder, "influxdb.conf"), $"""
            reporting-disabled = true
            bind-address = "127.0.0.1:{FreePorts.Next()}"
            [meta]
              dir = "{_folder}/meta"
            [data]
              dir = "{_folder}/data"
              wal-dir = "{_folder}/wal"
            [http]
              bind-address = "127.0.0.1:{port}"
              log-enabled = false
            """);
        Start();
    }

    public InfluxSettings Settings { get; }

    /// <summary>A node's settings that make it write here.</summary>
    public string[] NodeSettings =>
        ["--TimeSeries:Provider", "InfluxDb1", "--TimeSeries:Url", Settings.Url.ToString(), "--TimeSeries:Database", Settings.Database];

    /// <summary>Starts the server; does nothing when it runs.</summary>
    public void Start()
    {
        if (_server is not null)
        {
            return;
        }

        _server = ServerProcess.Start(_program, "-config", Path.Combine(_folder, "influxdb.conf"));
        Patience.UntilAsync("InfluxDB answers", IsUp, StartMax, () => _server.Output).GetAwaiter().GetResult();
    }

    /// <summary>Kills the server; what it has acknowledged stays.</summary>
    public void Stop()
    {
        _server?.Dispose();
        _server = null;
    }

    /// <summary>The rows of an InfluxQL query, all series together, columns by name (tags of a GROUP BY too).</summary>
    public async Task<List<Dictionary<string, JsonElement>>> QueryAsync(string influxQl)
    {
        string address = $"{Settings.Url}query?db={Settings.Database}&epoch=ns&q={Uri.EscapeDataString(influxQl)}";
        using JsonDocument json = JsonDocument.Parse(await _http.GetStringAsync(new Uri(address)));
        var rows = new List<Dictionary<string, JsonElement>>();
        JsonElement result = json.RootElement.GetProperty("results")[0];
        if (result.TryGetProperty("error", out JsonElement error))
        {
            throw new InvalidOperationException($"{influxQl}: {error}");
        }

        foreach (JsonElement series in result.TryGetProperty("series", out JsonElement all) ? all.Clone().EnumerateArray() : default)
        {
            string[] columns = [.. series.GetProperty("columns").EnumerateArray().Select(c => c.GetString()!)];
            foreach (JsonElement values in series.GetProperty("values").EnumerateArray())
            {
                var row = columns.Zip(values.EnumerateArray(), (name, value) => (name, value)).ToDictionary(p => p.name, p => p.value);
                foreach (JsonProperty tag in series.TryGetProperty("tags", out JsonElement tags) ? tags.EnumerateObject() : default)
                {
                    row[tag.Name] = tag.Value;
                }

                rows.Add(row);
            }
        }

        return rows;
    }

    public void Dispose()
    {
        Stop();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private bool IsUp()
    {
        try
        {
            return _http.GetAsync(new Uri(Settings.Url, "ping")).GetAwaiter().GetResult().IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
