using System.Globalization;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Realtime.Actors.Metrics;
using Realtime.Chaos.Processes;
using Realtime.Cluster.Node;
using Realtime.Domain;

namespace Realtime.Benchmarks.Contestants;

/// <summary>
/// Ours: the shipped program's own entry point in this process, with nothing switched off: durable epochs in SQLite, every result through
/// the log into the time-series store, page, metrics, desks, one actor per thing, all rules of a sensor.
/// </summary>
internal sealed class Ours : IContestant
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    private static readonly Prometheus.Counter Points = Prometheus.Metrics.CreateCounter(MetricNames.HistorianPoints, "Points that the time-series store has taken, repeats included.");

    private readonly Arena _arena;
    private readonly Prometheus.Counter.Child _applied = EngineMetrics.ReadingsApplied.WithLabels(ThingKey.Name(ThingKind.Sensor));
    private readonly int _port = FreePorts.Next();
    private readonly HttpClient _http;

    public Ours(Arena arena)
    {
        _arena = arena;
        _http = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{_port}")) };
    }

    public long Readings => (long)_applied.Value;

    public Exception? Fault { get; private set; }

    public Task PrepareAsync() => Task.CompletedTask;

    public Task StartAsync()
    {
        string[] arguments =
        [
            "--data", _arena.Directory,
            "--port", _port.ToString(CultureInfo.InvariantCulture),
            "--Kafka:BootstrapServers", _arena.Servers,
            "--Kafka:Partitions", _arena.Load.Partitions.ToString(CultureInfo.InvariantCulture),
            "--Kafka:GroupId", $"ours-{Guid.NewGuid():N}",
        ];
        new Thread(() => Run(arguments)) { IsBackground = true, Name = "node" }.Start();
        return Task.CompletedTask;
    }

    /// <summary>Every reading in a stored epoch, every alert with its desk and published, every point in the time-series store.</summary>
    public async Task SettledAsync()
    {
        using PeriodicTimer timer = new(Look);
        while (Points.Value < _arena.Load.Total + _arena.Changes || await PendingAsync() > 0)
        {
            if (Fault is not null)
            {
                throw new InvalidOperationException("the node failed", Fault);
            }

            await timer.WaitForNextTickAsync();
        }
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Run(string[] arguments)
    {
        try
        {
            object? code = typeof(CityNode).Assembly.EntryPoint!.Invoke(null, [arguments]);
            Fault = new InvalidOperationException($"the node ended with code {code}");
        }
        catch (TargetInvocationException fault)
        {
            Fault = fault.InnerException;
        }
    }

    private async Task<long> PendingAsync()
    {
        using HttpResponseMessage answer = await _http.GetAsync(new Uri("/api/v1/pending", UriKind.Relative));
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("pending").GetInt64() : long.MaxValue;
    }
}
