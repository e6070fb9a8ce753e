using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Realtime.Domain;
using Realtime.Integration.Tests.Host;
using Realtime.Integration.Tests.LoadGen;
using Realtime.LoadGen.Verify;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.Crash;

/// <summary>
/// All bundled recordings through a broker of their own process into a node that is killed and started again as asked. The sender
/// never stops: what the node misses waits in the broker.
/// </summary>
internal sealed class RecordedCityRun(string directory, IReadOnlyList<Kill> kills)
{
    private const string Start = "2026-01-01T00:00:00Z";
    private const int Partitions = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly string[] _options = ["--port", $"{FreePorts.Next()}", "--data", directory, "--Node:ProgressSeconds", "60"];

    /// <summary>What was published, and what the load generator's independent oracle says about it.</summary>
    public async Task<(PublishedAlerts Alerts, LoadGenResult Verdict)> RunAsync()
    {
        using LoadGenProcess broker = LoadGenProcess.Start("broker", "--partitions", $"{Partitions}");
        string bootstrap = (await broker.ReadLineAsync())["bootstrap: ".Length..];
        string ledger = Path.Combine(directory, "ledger.jsonl");
        NodeProcess node = StartNode(bootstrap, kills.Count > 0 ? kills[0] : null);
        try
        {
            await ReadyAsync(node);
            string recordings = Path.Combine(AppContext.BaseDirectory, "recordings");
            Task<LoadGenResult> sending = LoadGenProcess.RunAsync(
                "replay", "--bootstrap", bootstrap, "--recordings", recordings, "--speed", "max", "--start", Start, "--api", $"http://localhost:{_options[1]}", "--ledger", ledger);
            for (int i = 0; i < kills.Count; i++)
            {
                await DiesAsync(node, kills[i]);
                await node.DisposeAsync();
                node = StartNode(bootstrap, i + 1 < kills.Count ? kills[i + 1] : null);
                await node.ServingAsync();
            }

            LoadGenResult sent = await sending;
            Assert.True(sent.Code == 0, sent.Error + sent.Output);
            await FinishedAsync(node);
            LoadGenResult verdict = await LoadGenProcess.RunAsync("verify", "--ledger", ledger, "--bootstrap", bootstrap);
            return (TopicReader.Read(bootstrap, CancellationToken.None), verdict);
        }
        finally
        {
            await node.DisposeAsync();
        }
    }

    private NodeProcess StartNode(string bootstrap, Kill? kill) =>
        NodeProcess.Start(directory, kill?.Fault, [.. _options, "--Kafka:BootstrapServers", bootstrap, "--Kafka:Partitions", $"{Partitions}"]);

    /// <summary>Waits until the node is dead as planned; a node that finishes its work before that would prove nothing.</summary>
    private static async Task DiesAsync(NodeProcess node, Kill kill)
    {
        if (kill.Alerts is { } alerts)
        {
            await Eventually.TrueAsync($"the node has raised {alerts} alerts", async () => (await AlertsAsync(node)).GetArrayLength() >= alerts, Patience, () => node.Output + node.Errors);
            await node.KillAsync();
            return;
        }

        await Eventually.TrueAsync($"the node dies at {kill}", () => node.HasEnded, Patience, () => node.Output + node.Errors);
    }

    private static async Task ReadyAsync(NodeProcess node)
    {
        await node.ServingAsync();
        await Eventually.TrueAsync(
            "the node is ready", async () => (await node.Http.GetAsync(new Uri("/healthz/ready", UriKind.Relative))).IsSuccessStatusCode, Patience, () => node.Output + node.Errors);
    }

    private static async Task FinishedAsync(NodeProcess node)
    {
        await Eventually.TrueAsync(
            "every channel is closed and all work is finished",
            async () => await ClosedAsync(node) && (await GetAsync(node, "/api/v1/pending")).GetProperty("pending").GetInt64() == 0,
            Patience,
            () => node.Output + node.Errors);
    }

    private static async Task<bool> ClosedAsync(NodeProcess node)
    {
        JsonElement channels = (await GetAsync(node, "/api/v1/city?take=0")).GetProperty("channels");
        return channels.GetArrayLength() == 10 && channels.EnumerateArray().All(channel => channel.GetProperty("state").GetString() == "closed");
    }

    private static Task<JsonElement> AlertsAsync(NodeProcess node) => GetAsync(node, "/api/v1/alerts?closed=true");

    private static async Task<JsonElement> GetAsync(NodeProcess node, string path) =>
        await node.Http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));
}
