using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Realtime.Cluster.Health;
using Realtime.Domain;
using Realtime.Integration.Tests.Dashboards;
using Realtime.Integration.Tests.Host;
using Realtime.Integration.Tests.LoadGen;
using Realtime.Integration.Tests.Servers;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.City;

/// <summary>A broker, a node and a replay, each in a process of its own; the node may be killed and started again.</summary>
internal sealed class CityRun : IAsyncDisposable
{
    /// <summary>Event time of every recording's first row.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The node's default.</summary>
    private const int Partitions = 8;

    public const string Officer = "duty officer";
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("realtime-city-").FullName;
    private readonly string _port = FreePorts.Next().ToString(CultureInfo.InvariantCulture);
    private readonly BrokerProcess _broker = new() { PartitionCount = Partitions };
    private readonly string[] _settings;
    private NodeProcess? _node;

    private CityRun(string[] settings) => _settings = settings;

    public string Bootstrap => _broker.Bootstrap;

    /// <summary>The node's API and page; the same after a restart.</summary>
    public Uri Address => Node.Http.BaseAddress!;

    private NodeProcess Node => _node ?? throw new InvalidOperationException("the node is not started");

    private string Ledger => Path.Combine(_folder, "ledger.jsonl");

    /// <summary>Starts broker and node.</summary>
    /// <param name="settings">Options of the node beside the broker's address and the port.</param>
    public static async Task<CityRun> StartAsync(params string[] settings)
    {
        CityRun city = new(settings);
        await city._broker.InitializeAsync();
        try
        {
            await city.StartNodeAsync();
            return city;
        }
        catch
        {
            await city.DisposeAsync();
            throw;
        }
    }

    /// <param name="further">Options of this start, which win over those of the run.</param>
    public async Task StartNodeAsync(params string[] further)
    {
        _node = NodeProcess.Start(_folder, ["--port", _port, "--Kafka:BootstrapServers", Bootstrap, .. _settings, .. further]);
        await _node.ServingAsync();
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillNodeAsync()
    {
        await Node.KillAsync();
        await Node.DisposeAsync();
        _node = null;
    }

    /// <summary>Replays the bundled recordings, or those of one folder, and notes in the ledger what was sent.</summary>
    /// <returns>What loadgen printed; an exit code other than 0 fails the test.</returns>
    public async Task<string> ReplayAsync(string speed, params string[] only)
    {
        LoadGenResult sent = await LoadGenProcess.RunAsync(
        [
            "replay", "--bootstrap", Bootstrap, "--recordings", Path.Combine(BoardFile.Root, "tests", "data"), "--speed", speed,
            "--start", Start.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), "--api", Address.ToString(), "--ledger", Ledger,
            "--late-max", "600s", .. only.SelectMany(name => new[] { "--only", name }),
        ]);
        Assert.True(sent.Code == 0, sent.Output + sent.Error);
        return sent.Output;
    }

    /// <summary>Waits until everything that was replayed is evaluated, stored and published: the channels are closed and no work is pending.</summary>
    public Task DoneAsync() => Eventually.TrueAsync(
        "all channels are closed and nothing is pending",
        async () => await AreChannelsClosedAsync() && (long)(await GetAsync("/api/v1/pending"))["pending"]! == 0,
        s_patience,
        () => Node.Output + Node.Errors);

    /// <summary>Waits until the store of the time series has taken every point of results and alerts. For a node that was not killed.</summary>
    public Task WrittenAsync()
    {
        long points = Topic.CountPoints(Bootstrap);
        double? written = null;
        return Eventually.TrueAsync(
            $"the historian has written {points} points",
            async () => (written = await MetricAsync(MetricNames.HistorianPoints)) == points && await MetricAsync(MetricNames.HistorianLagRecords) == 0,
            s_patience,
            () => $"{written} written\n{Node.Errors}");
    }

    /// <summary>A metric of the node, summed over its labels; null when it has no series.</summary>
    public async Task<double?> MetricAsync(string name) => MetricSums.Parse(await Node.Http.GetStringAsync("/metrics")).Of(name);

    /// <summary>Ids of all alerts, closed ones included.</summary>
    public async Task<string[]> AlertIdsAsync() =>
        [.. (await GetAsync("/api/v1/alerts?closed=true")).AsArray().Select(alert => (string)alert!["alertId"]!)];

    /// <summary>Acknowledges one of the open alerts, whichever takes it.</summary>
    /// <param name="but">Not these.</param>
    /// <returns>Its id.</returns>
    public Task<string> AcknowledgeOneAsync(params string[] but) => Eventually.ValueAsync("an open alert takes an acknowledgement", async () =>
    {
        foreach (string id in (await GetAsync("/api/v1/alerts")).AsArray().Select(alert => (string)alert!["alertId"]!).Except(but))
        {
            using HttpResponseMessage answer = await Node.Http.PostAsJsonAsync(new Uri($"/api/v1/alerts/{id}/ack", UriKind.Relative), new { by = Officer });
            if (answer.IsSuccessStatusCode && (await answer.Content.ReadAsStringAsync()).Contains("\"acknowledged\"", StringComparison.OrdinalIgnoreCase))
            {
                return id; // Not one that is over meanwhile, which is answered well too.
            }
        }

        return null;
    }, s_patience, () => Node.Errors);

    /// <summary>An alert with its history, which holds the acknowledgement by <see cref="Officer"/>; a later step up takes it off the alert itself.</summary>
    public Task<string> AlertAsync(string id) => Node.Http.GetStringAsync($"/api/v1/alerts/{id}");

    /// <summary>Ids of the open alerts of a rule.</summary>
    public async Task<string[]> OpenAlertIdsAsync(string rule) =>
        [.. (await GetAsync("/api/v1/alerts")).AsArray().Where(alert => (string)alert!["rule"]! == rule).Select(alert => (string)alert!["alertId"]!)];

    /// <summary>Sends something to the node's API.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, HttpContent content) => Node.Http.PostAsync(new Uri(path, UriKind.Relative), content);

    /// <summary>Whether the node's API knows what stands at a path.</summary>
    public async Task<bool> HasAsync(string path) => (await Node.Http.GetAsync(new Uri(path, UriKind.Relative))).IsSuccessStatusCode;

    /// <summary><c>loadgen verify</c> over everything that was replayed.</summary>
    public async Task VerifyAsync()
    {
        LoadGenResult verified = await LoadGenProcess.RunAsync("verify", "--ledger", Ledger, "--bootstrap", Bootstrap);
        Assert.True(verified.Code == 0, verified.Output + verified.Error);
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        await _broker.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> AreChannelsClosedAsync()
    {
        JsonArray channels = (await GetAsync("/api/v1/city?take=0"))["channels"]!.AsArray();
        return channels.Count > 0 && channels.All(channel => (string)channel!["state"]! == "closed");
    }

    private async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await Node.Http.GetStringAsync(path))!;
}
