using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Realtime.Benchmarks.Measuring;
using Realtime.Chaos.Processes;
using Realtime.Cluster.Health;
using Realtime.Domain;

namespace Realtime.Benchmarks.Experiments;

/// <summary>The shipped program as a process of its own, asked through its own pages.</summary>
internal sealed class BenchNode : IAsyncDisposable
{
    private readonly NodeProcess _node;
    private readonly Process _process;

    private BenchNode(NodeProcess node)
    {
        _node = node;
        _process = Process.GetProcessById(node.Id);
    }

    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts it; it does not serve yet.</summary>
    /// <param name="folder">Of its stores.</param>
    /// <param name="servers">The broker.</param>
    /// <param name="group">Consumer group.</param>
    /// <param name="further">Settings beside the broker's.</param>
    public static BenchNode Start(string folder, string servers, string group, params string[] further) => new(NodeProcess.Start(
        folder,
        [
            "--data", folder, "--port", "0", "--Http:AnswerSeconds", "60", "--Kafka:BootstrapServers", servers, "--Kafka:GroupId", group,
            "--Kafka:Partitions", Running.Plan.Partitions.ToString(CultureInfo.InvariantCulture), .. further,
        ]));

    public Task ServingAsync() => _node.ServingAsync();

    /// <summary>SIGTERM; waits for the end.</summary>
    public Task<int> StopAsync() => _node.StopAsync();

    /// <summary>Of all labels together.</summary>
    public async Task<double> MetricAsync(string name) => MetricSums.Parse(await _node.Http.GetStringAsync(Path("/metrics"))).Of(name) ?? 0;

    public Task<double> AppliedAsync() => MetricAsync(MetricNames.ReadingsApplied);

    /// <summary>Work that is not stored or told yet.</summary>
    public async Task<long> PendingAsync()
    {
        using HttpResponseMessage answer = await _node.Http.GetAsync(Path("/api/v1/pending"));
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("pending").GetInt64() : long.MaxValue;
    }

    /// <summary>Whether a sensor answers with a reading.</summary>
    public async Task<bool> KnowsAsync(string id)
    {
        using HttpResponseMessage answer = await _node.Http.GetAsync(Path($"/api/v1/things/sensor/{id}"));
        return answer.IsSuccessStatusCode && (await answer.Content.ReadAsStringAsync()).Contains("\"lastReading\":\"", StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Dispose();
        await _node.DisposeAsync();
    }

    private static Uri Path(string path) => new(path, UriKind.Relative);
}
