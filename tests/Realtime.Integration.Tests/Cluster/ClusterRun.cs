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

    private ClusterRun(int nodes, int partitions, string[] settings)
    {
        _broker = new BrokerProcess { PartitionCount = partitions };
        _ports = [.. Enumerable.Range(0, nodes).Select(_ => ServerProcess.FreePort())];
        _nodes = new NodeProcess?[nodes];
        _settings = settings;
    }

    public string Bootstrap => _broker.Bootstrap;

    public string Database => _postgres.ConnectionString;

    public int Partitions => _broker.PartitionCount;

    public IEnumerable<int> Running => Enumerable.Range(0, _nodes.Length).Where(node => _nodes[node] is not null);

    /// <summary>Skips the test aloud when PostgreSQL is not installed. All nodes start at the same moment on an empty database.</summary>
    public static async Task<ClusterRun> StartAsync(int nodes, int partitions, params string[] settings)
    {
        ClusterRun run = new(nodes, partitions, settings);
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

    public string AddressOf(int node) => $"akka.tcp://realtime@127.0.0.1:{_ports[node]}";

    public async Task StartAllAsync()
    {
        for (int node = 0; node < _nodes.Length; node++)
        {
            Begin(node);
        }

        await Task.WhenAll(Running.Select(node => Node(node).ServingAsync()));
    }

    public async Task StartAsync(int node)
    {
        Begin(node);
        await Node(node).ServingAsync();
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

    /// <summary>The member that decides where partitions live, as a running node sees it.</summary>
    public async Task<int> OldestAsync()
    {
        JsonArray members = (await GetAsync(Running.First(), "/api/v1/cluster")).AsArray();
        string oldest = (string)members.Single(member => (bool)member!["oldest"]!)!["address"]!;
        return Array.FindIndex([.. Enumerable.Range(0, _nodes.Length)], node => AddressOf(node) == oldest);
    }

    /// <summary>Partitions running on a node.</summary>
    public async Task<int> OwnedAsync(int node) =>
        (int)(MetricSums.Parse(await Node(node).Http.GetStringAsync("/metrics")).Of(MetricNames.PartitionsOwned) ?? 0);

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
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>What every node has said, for a failing test.</summary>
    public string Describe() => string.Join('\n', Running.Select(node => $"--- node {node}\n{Node(node).Output}{Node(node).Errors}"));

    private async Task<bool> IsReadyAsync(int node) =>
        (await Node(node).Http.GetAsync(new Uri("/healthz/ready", UriKind.Relative))).IsSuccessStatusCode;

    private void Begin(int node)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"node-{node}"))).FullName;
        _nodes[node] = NodeProcess.Start(folder,
        [
            "--port", "0", "--no-replay",
            "--Node:Host", "127.0.0.1", "--Node:Port", $"{_ports[node]}", "--Node:SeedNodes", string.Join(',', Enumerable.Range(0, _nodes.Length).Select(AddressOf)),
            "--Kafka:BootstrapServers", Bootstrap, "--Kafka:Partitions", $"{Partitions}",
            "--Journal:Provider", "PostgreSql", "--Journal:ConnectionString", Database, .. _settings,
        ]);
    }

    private async Task ForgetAsync(int node)
    {
        await Node(node).DisposeAsync();
        _nodes[node] = null;
    }
}
