using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Realtime.Cluster.Health;
using Realtime.Domain;
using Realtime.Integration.Tests.Host;
using Realtime.Integration.Tests.LoadGen;
using Realtime.Integration.Tests.Servers;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.Cluster;

/// <summary>Several nodes on one PostgreSQL and one broker, each in a process of its own. Nodes are numbered from 0; their addresses stay the same over restarts.</summary>
internal sealed class ClusterRun : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    private readonly string _folder = Directory.CreateTempSubdirectory("realtime-cluster-").FullName;
    private readonly PostgresServer _postgres = new();
    private readonly BrokerProcess _broker;
    private readonly int[] _ports;
    private readonly string[] _settings;
    private readonly NodeProcess?[] _nodes;
    private readonly TestAuthority? _authority;

    private ClusterRun(int nodes, int partitions, string[] settings, bool encrypted)
    {
        _authority = encrypted ? new TestAuthority() : null;
        _broker = new BrokerProcess { PartitionCount = partitions };
        _ports = [.. Enumerable.Range(0, nodes).Select(_ => FreePorts.Next())];
        _nodes = new NodeProcess?[nodes];
        _settings = settings;
    }

    public string Bootstrap => _broker.Bootstrap;

    public string Database => _postgres.ConnectionString;

    public int Partitions => _broker.PartitionCount;

    public IEnumerable<int> Running => Enumerable.Range(0, _nodes.Length).Where(node => _nodes[node] is not null);

    /// <summary>Skips the test aloud when PostgreSQL is not installed. All nodes start at the same moment on an empty database.</summary>
    public static Task<ClusterRun> StartAsync(int nodes, int partitions, params string[] settings) => StartAsync(nodes, partitions, encrypted: false, settings);

    /// <inheritdoc cref="StartAsync(int, int, string[])"/>
    /// <remarks>Encrypted: every node has a certificate of its own and shows it to the others.</remarks>
    public static async Task<ClusterRun> StartAsync(int nodes, int partitions, bool encrypted, params string[] settings)
    {
        ClusterRun run = new(nodes, partitions, settings, encrypted);
        try
        {
            await run._broker.InitializeAsync();
            await run.StartAllAsync();
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    public NodeProcess Node(int node) => _nodes[node] ?? throw new InvalidOperationException($"node {node} does not run");

    public string AddressOf(int node) => $"akka{(_authority is null ? "" : ".ssl")}.tcp://realtime@127.0.0.1:{_ports[node]}";

    public async Task StartAllAsync()
    {
        for (int node = 0; node < _nodes.Length; node++)
        {
            Begin(node);
        }

        await Task.WhenAll(Running.Select(node => Node(node).ServingAsync()));
    }

    /// <param name="node">Which one.</param>
    /// <param name="program">Path of another build's program; null = the one beside the tests.</param>
    /// <param name="further">Settings of this start alone.</param>
    public async Task StartAsync(int node, string? program = null, params string[] further)
    {
        Begin(node, program, further);
        await Node(node).ServingAsync();
    }

    /// <summary>Starts a node that cannot start.</summary>
    /// <returns>Exit code and what it said on standard error.</returns>
    public Task<(int Code, string Errors)> RefusedAsync(int node)
    {
        Begin(node);
        return EndedAsync(node);
    }

    /// <summary>SIGTERM; waits for the end, which must be a clean one.</summary>
    public async Task StopAsync(int node)
    {
        Assert.Equal(0, await Node(node).StopAsync());
        await ForgetAsync(node);
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync(int node)
    {
        await Node(node).KillAsync();
        await ForgetAsync(node);
    }

    /// <summary>Waits for a node that ends by itself.</summary>
    /// <returns>Exit code and what it said on standard error.</returns>
    public async Task<(int Code, string Errors)> EndedAsync(int node)
    {
        int code = await Node(node).EndAsync();
        string errors = Node(node).Errors;
        await ForgetAsync(node);
        return (code, errors);
    }

    /// <summary>Whether a node ends by itself: true as soon as it has, false when it still runs after the time.</summary>
    public async Task<bool> EndsAsync(int node, TimeSpan within)
    {
        long started = Stopwatch.GetTimestamp();
        using PeriodicTimer look = new(TimeSpan.FromMilliseconds(100));
        while (!Node(node).HasEnded && Stopwatch.GetElapsedTime(started) < within)
        {
            await look.WaitForNextTickAsync();
        }

        return Node(node).HasEnded;
    }

    /// <summary>The member that decides where partitions live, as a running node sees it.</summary>
    public async Task<int> OldestAsync()
    {
        JsonArray members = (await GetAsync(Running.First(), "/api/v1/cluster")).AsArray();
        string oldest = (string)members.Single(member => (bool)member!["oldest"]!)!["address"]!;
        return Array.FindIndex([.. Enumerable.Range(0, _nodes.Length)], node => AddressOf(node) == oldest);
    }

    /// <summary>Partitions running on a node.</summary>
    public async Task<int> OwnedAsync(int node) => (int)await MetricAsync(node, MetricNames.PartitionsOwned);

    /// <summary>A metric of a node, summed over its labels; 0 when it has no series.</summary>
    public async Task<double> MetricAsync(int node, string name) => MetricSums.Parse(await Node(node).Http.GetStringAsync("/metrics")).Of(name) ?? 0;

    /// <summary>Waits until every running node is ready and each has about the same number of partitions.</summary>
    public Task SpreadAsync() => Eventually.TrueAsync(
        "every node is ready and has its share of the partitions",
        async () =>
        {
            int[] owned = await Task.WhenAll(Running.Select(OwnedAsync));
            return owned.Sum() == Partitions && owned.Max() - owned.Min() <= 1 && (await Task.WhenAll(Running.Select(IsReadyAsync))).All(ready => ready);
        },
        s_patience,
        Describe);

    /// <summary>Waits until every running node is ready: all members answer and all partitions run, wherever they are.</summary>
    public Task ReadyAsync() => Eventually.TrueAsync(
        "every node is ready", async () => (await Task.WhenAll(Running.Select(IsReadyAsync))).All(ready => ready), s_patience, Describe);

    /// <summary>Asks until the node answers: while partitions move it says "ask again".</summary>
    public async Task<JsonNode> GetAsync(int node, string path)
    {
        JsonNode? answer = null;
        await Eventually.TrueAsync(
            $"node {node} answers {path}", async () => (answer = JsonNode.Parse(await Node(node).Http.GetStringAsync(path))) is not null, s_patience, Describe);
        return answer!;
    }

    /// <summary>Alerts, closed ones included, as one node tells them.</summary>
    public async Task<JsonElement[]> AlertsAsync(int node) =>
        [.. JsonSerializer.Deserialize<JsonElement>(await GetAsync(node, "/api/v1/alerts?closed=true")).EnumerateArray()];

    public async ValueTask DisposeAsync()
    {
        foreach (NodeProcess? node in _nodes)
        {
            if (node is not null)
            {
                await node.DisposeAsync();
            }
        }

        await _broker.DisposeAsync();
        _postgres.Dispose();
        _authority?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>What every node has said, for a failing test.</summary>
    public string Describe() => string.Join('\n', Running.Select(node => $"--- node {node}\n{End(Node(node).Output)}{End(Node(node).Errors)}"));

    private static string End(string text) => text.Length > 5_000 ? "...\n" + text[^5_000..] : text;

    private async Task<bool> IsReadyAsync(int node) =>
        (await Node(node).Http.GetAsync(new Uri("/healthz/ready", UriKind.Relative))).IsSuccessStatusCode;

    private void Begin(int node, string? program = null, params string[] further)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"node-{node}"))).FullName;
        string[] options =
        [
            "--port", "0", "--no-replay",
            "--Node:Host", "127.0.0.1", "--Node:Port", $"{_ports[node]}", "--Node:SeedNodes", string.Join(',', Enumerable.Range(0, _nodes.Length).Select(AddressOf)),
            "--Kafka:BootstrapServers", Bootstrap, "--Kafka:Partitions", $"{Partitions}",
            "--Journal:Provider", "PostgreSql", "--Journal:ConnectionString", Database,
            .. _authority?.Settings(Path.Combine(folder, "tls"), "127.0.0.1").SelectMany(one => new[] { "--" + one.Key, one.Value }) ?? [], .. _settings, .. further,
        ];
        _nodes[node] = program is null
            ? NodeProcess.Start(folder, options)
            : NodeProcess.Start(program, folder, options, new Dictionary<string, string?>());
    }

    private async Task ForgetAsync(int node)
    {
        await Node(node).DisposeAsync();
        _nodes[node] = null;
    }
}
