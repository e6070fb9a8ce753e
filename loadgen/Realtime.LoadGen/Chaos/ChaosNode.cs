using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Realtime.Chaos.Links;
using Realtime.Chaos.Processes;

namespace Realtime.LoadGen.Chaos;

/// <summary>A node of the cluster under attack: always the same addresses and data directory, one process after the other.</summary>
internal sealed class ChaosNode : IAsyncDisposable
{
    /// <summary>The operators' address in every run.</summary>
    public const string Operator = "ops@city.example";

    private static readonly TimeSpan ServingMax = TimeSpan.FromSeconds(120);

    private readonly string _program;
    private readonly string _directory;
    private readonly string[] _options;
    private readonly int _httpPort = FreePorts.Next();
    private readonly HttpClient _http;
    private NodeProcess? _process;
    private int _starts;

    public ChaosNode(int number, string program, string directory, ChaosServers servers, ChaosProfile profile)
    {
        Number = number;
        _program = program;
        _directory = Directory.CreateDirectory(Path.Combine(directory, $"node-{number + 1}")).FullName;
        _http = new HttpClient { BaseAddress = new Uri($"http://localhost:{_httpPort}"), Timeout = TimeSpan.FromSeconds(10) };
        _options = [.. Options(servers, profile)];
        ClockFile = Path.Combine(_directory, "clock");
    }

    public int Number { get; }

    /// <summary>Seconds by which the node's wall clock is wrong; it looks there again and again.</summary>
    public string ClockFile { get; }

    public Uri Address => _http.BaseAddress!;

    /// <summary>Must not be started again now: it is down on purpose.</summary>
    public bool HeldDown { get; set; }

    /// <summary>Processes that ended without being asked to, beside those the supervisor killed.</summary>
    public int EndedByItself { get; private set; }

    /// <summary>Processes started so far.</summary>
    public int Starts => _starts;

    public int ProcessId => _process!.Id;

    public bool IsRunning => _process is { HasEnded: false };

    public void Start()
    {
        _starts++;
        _process = NodeProcess.Start(_program, _directory, _options, new Dictionary<string, string?> { ["REALTIME_CLOCK_OFFSET_FILE"] = ClockFile });
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (IsRunning)
        {
            Signals.Resume(ProcessId);
            await _process!.KillAsync();
        }

        await ForgetAsync();
    }

    /// <summary>What a service manager does: starts a process that has ended although nobody asked it to.</summary>
    public async Task<bool> RestartWhenEndedAsync()
    {
        if (HeldDown || IsRunning)
        {
            return false;
        }

        EndedByItself++;
        await ForgetAsync();
        Start();
        return true;
    }

    public Task ServingAsync() => Patience.UntilAsync($"node {Number + 1} serves", async () => (await _http.GetAsync("/healthz/live")).IsSuccessStatusCode, ServingMax, Log);

    /// <summary>An answer of its API; an error status is an exception.</summary>
    public Task<JsonElement> GetAsync(string path) => _http.GetFromJsonAsync<JsonElement>(path);

    public async Task<bool> IsReadyAsync() => (await _http.GetAsync("/healthz/ready")).IsSuccessStatusCode;

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            Signals.Resume(ProcessId);
        }

        await ForgetAsync();
        _http.Dispose();
    }

    private string Log() => _process is { } process ? process.Output + process.Errors : "not started";

    /// <summary>Keeps what the process said beside its data.</summary>
    private async Task ForgetAsync()
    {
        if (_process is { } process)
        {
            await process.DisposeAsync();
            await File.WriteAllTextAsync(Path.Combine(_directory, string.Create(CultureInfo.InvariantCulture, $"process-{_starts}.log")), process.Output + process.Errors);
            _process = null;
        }
    }

    private IEnumerable<string> Options(ChaosServers servers, ChaosProfile profile)
    {
        string seeds = string.Join(',', Enumerable.Range(0, profile.Nodes).Select(node => $"akka.tcp://realtime@127.0.0.1:{servers.NodeLinks.AdvertisedPort(node)}"));
        string database = Postgres.ConnectionStringAt(servers.DatabaseLinks[Number].Port) + ";SSL Mode=Disable;GSS Encryption Mode=Disable";
        return
        [
            "--no-replay",
            "--data", _directory,
            "--port", $"{_httpPort}",
            "--Http:AnswerSeconds", "8",
            "--Node:Port", $"{servers.NodePort(Number)}",
            "--Node:PublicPort", $"{servers.NodeLinks.AdvertisedPort(Number)}",
            "--Node:SeedNodes", seeds,
            "--Node:ProgressSeconds", "60",
            "--Node:LogLevel", "Information",
            "--Kafka:BootstrapServers", servers.Broker.BootstrapServers,
            "--Kafka:Partitions", $"{profile.Partitions}",
            "--Journal:Provider", "PostgreSql",
            "--Journal:ConnectionString", database,
            .. servers.Series.NodeSettings,
            "--Mail:Host", "127.0.0.1",
            "--Mail:WindowSeconds", "0", // One mail per step: mails are counted here.
            "--Mail:Port", $"{servers.Mail.Port}",
            "--Mail:Tls", "None",
            "--Mail:From", "alerts@city.example",
            "--Mail:Operators", Operator,
            "--Mail:Language", "En",
            "--Mail:TimeoutSeconds", "10",
        ];
    }
}
