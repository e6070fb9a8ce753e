using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Realtime.Domain;
using Realtime.Integration.Tests.Dashboards;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.Host;

/// <summary>What a newcomer does: start, look, stop, start again, start over, and make the usual mistakes.</summary>
public sealed class NodeTests : IDisposable
{
    private static readonly string[] _quick = ["--port", "0", "--speed", "20000", "--Node:ProgressSeconds", "1"];

    private readonly string _directory = Directory.CreateTempSubdirectory("realtime-node-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_start_without_settings_shows_alerts_and_stops_cleanly_and_the_next_one_goes_on()
    {
        string[] first;
        await using (NodeProcess node = NodeProcess.Start(_directory, _quick))
        {
            await node.ServingAsync();
            await node.SaysAsync("what it replays", "^Replay: [0-9]+ recordings");
            await node.SaysAsync("an alert", "^ALERT [0-9]{4}-.* sensor/lk-");
            await node.SaysAsync("progress", "records [1-9].* lag .* things [1-9].* alerts open [1-9]");
            MatchCollection shown = Regex.Matches(await File.ReadAllTextAsync(Path.Combine(BoardFile.Root, "README.md")), @"^ALERT \S+ \S+ +(LEVEL \S+) +(sensor/.*?[0-9.]+ m)", RegexOptions.Multiline);
            Assert.Equal(2, shown.Count);
            foreach (Match line in shown)
            {
                await node.SaysAsync("what README.md shows", $"^ALERT .* {Regex.Escape(line.Groups[1].Value)} +{Regex.Escape(line.Groups[2].Value)}");
            }

            await LooksRightAsync(node);
            first = await AlertIdsAsync(node);
            Assert.Equal(0, await node.StopAsync());
            Assert.Contains("Goodbye", node.Output, StringComparison.Ordinal);
        }

        Assert.True(File.Exists(Path.Combine(_directory, "data", "journal.db")));
        await using (NodeProcess again = NodeProcess.Start(_directory, [.. _quick, "--no-replay"]))
        {
            await again.ServingAsync();
            Assert.Contains("goes on from what is there", again.Output, StringComparison.Ordinal);
            await ReadyAsync(again);
            string[] after = await AlertIdsAsync(again);
            Assert.Subset(after.ToHashSet(), first.ToHashSet());
            Assert.Equal(0, await again.StopAsync());
        }

        await using NodeProcess fresh = NodeProcess.Start(_directory, [.. _quick, "--no-replay", "--fresh"]);
        await fresh.ServingAsync();
        await ReadyAsync(fresh);
        Assert.Matches("Starting over: [1-9][0-9]* files", fresh.Output);
        Assert.Empty(await AlertIdsAsync(fresh));
        Assert.Equal(0, await fresh.StopAsync());
    }

    [Fact]
    public async Task A_port_in_use_is_one_sentence_and_nothing_is_touched()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        string port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        await RefusedAsync($"Port {port} is already in use", "--port", port, "--fresh");

        Assert.False(Directory.Exists(Path.Combine(_directory, "data")));
    }

    [Fact]
    public async Task The_usual_mistakes_are_one_sentence_each()
    {
        await RefusedAsync("Unknown option --frsh", "--frsh");
        await RefusedAsync("Kafka:Partitions is \"none\"", "--Kafka:Partitions", "none");
        await RefusedAsync("Kafka at 127.0.0.1:1 does not answer", "--port", "0", "--Kafka:BootstrapServers", "127.0.0.1:1");
        await RefusedAsync("The recordings cannot be read", "--port", "0", "--Replay:Directory", _directory);
        await File.WriteAllTextAsync(Path.Combine(_directory, "appsettings.json"), "{ \"Realtime\": ");
        await RefusedAsync("is not valid JSON");
    }

    [Fact]
    public async Task Settings_can_be_checked_without_a_start()
    {
        await using NodeProcess node = NodeProcess.Start(_directory, "--check-config", "--Mail:Password", "hidden");

        Assert.Equal(0, await node.EndAsync());
        Assert.Matches("Kafka:Partitions +8 +\\[default\\]", node.Output);
        Assert.DoesNotContain("hidden", node.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_directory));
    }

    private async Task RefusedAsync(string sentence, params string[] arguments)
    {
        await using NodeProcess node = NodeProcess.Start(_directory, arguments);
        Assert.Equal(2, await node.EndAsync());
        Assert.Contains(sentence, node.Errors, StringComparison.Ordinal);
        Assert.Single(node.Errors.TrimEnd().Split('\n'));
    }

    private static Task ReadyAsync(NodeProcess node) => Eventually.TrueAsync(
        "the node is ready",
        async () => (await node.Http.GetAsync("/healthz/ready")).StatusCode == HttpStatusCode.OK,
        TimeSpan.FromSeconds(60),
        () => node.Output + node.Errors);

    /// <summary>The page shows the alerts of the API, and every metric of the product is at <c>/metrics</c>.</summary>
    private static async Task LooksRightAsync(NodeProcess node)
    {
        string[] ids = await AlertIdsAsync(node);
        Assert.NotEmpty(ids);
        await Eventually.TrueAsync("the page shows an open alert", async () => (await node.Http.GetStringAsync("/")).Contains("/ack\"", StringComparison.Ordinal));
        string metrics = await node.Http.GetStringAsync("/metrics");
        string[] names = [.. typeof(MetricNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)];
        Assert.All(names, name => Assert.Contains($"# TYPE {name} ", metrics, StringComparison.Ordinal));
    }

    private static async Task<string[]> AlertIdsAsync(NodeProcess node)
    {
        using JsonDocument alerts = JsonDocument.Parse(await node.Http.GetStringAsync("/api/v1/alerts?closed=true"));
        return [.. alerts.RootElement.EnumerateArray().Select(alert => alert.GetProperty("alertId").GetString()!)];
    }
}
