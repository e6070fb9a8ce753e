using Realtime.Chaos.Journal;
using Realtime.Integration.Tests.LoadGen;
using Xunit.Abstractions;

namespace Realtime.Integration.Tests.Cluster;

/// <summary>What the failure detection must not do, and what paused nodes may not do: long runs on a quiet machine (see <see cref="Measure"/>).</summary>
public sealed class SteadyFigures(ITestOutputHelper output)
{
    private const int Partitions = 12;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    /// <summary><c>REALTIME_MEASURE_RATE</c> (default 8,000 readings/s, near what two cores carry for three nodes, broker and database) and <c>REALTIME_MEASURE_MINUTES</c> (default 30).</summary>
    [SkippableFact]
    public async Task Under_full_load_no_node_is_called_dead()
    {
        Measure.Require();
        int rate = Measure.Number("REALTIME_MEASURE_RATE", 8_000);
        int minutes = Measure.Number("REALTIME_MEASURE_MINUTES", 30);
        await using ClusterRun city = await ClusterRun.StartAsync(3, Partitions);
        await city.SpreadAsync();
        using LoadGenProcess load = LoadGenProcess.Start(
            "city", "--bootstrap", city.Bootstrap, "--api", $"{city.Node(0).Http.BaseAddress}", "--things", "20000", "--rate", $"{rate}/s", "--duration", $"{minutes}m", "--seed", "7", "--late-max", "1h");
        LoadGenResult sent = await load.EndAsync(TimeSpan.FromMinutes(minutes + 10));
        output.WriteLine(sent.Output);
        string[] alarms = [.. city.Running.SelectMany(node => city.Node(node).Errors.Split('\n')).Where(line => line.Contains("does not answer", StringComparison.Ordinal))];
        output.WriteLine($"{minutes} min at {rate} readings/s on three nodes: {alarms.Length} times a living node was called unreachable");
        Assert.Empty(alarms);
    }

    [SkippableFact]
    public async Task Nodes_paused_for_any_time_never_write_again_as_if_nothing_had_happened()
    {
        Measure.Require();
        await using ClusterRun city = await ClusterRun.StartAsync(3, Partitions);
        await using PartitionProbe probe = new(city.Bootstrap, Partitions);
        foreach (double seconds in new[] { 2, 5, 8, 10, 11, 12, 13, 14, 20, 45 })
        {
            await city.SpreadAsync();
            await probe.AllAnswerAsync(s_patience, city.Describe);
            await PauseAsync(city, await city.OldestAsync(), TimeSpan.FromSeconds(seconds));
            probe.Mark();
            await probe.AllAnswerAsync(s_patience, city.Describe);
        }

        await probe.NothingLostAsync(s_patience, city.Describe);
        Assert.Empty(await JournalReader.FaultsAsync(city.Database));
        output.WriteLine($"{probe.Sent} readings, none lost; in the journal no epoch takes back what another one has stored");
    }

    /// <summary>Stops the node for so long; one that ends because of it is started again, as a supervisor would.</summary>
    private async Task PauseAsync(ClusterRun city, int node, TimeSpan length)
    {
        city.Node(node).Signal("STOP");
        using (PeriodicTimer pause = new(length))
        {
            await pause.WaitForNextTickAsync();
        }

        city.Node(node).Signal("CONT");
        string fate = "it went on as a member";
        if (await city.EndsAsync(node, TimeSpan.FromSeconds(30)))
        {
            string errors = city.Node(node).Errors;
            int fenced = errors.Split('\n').Count(line => line.Contains("is fenced", StringComparison.Ordinal));
            (int code, _) = await city.EndedAsync(node);
            Assert.Equal(3, code);
            fate = $"exit code 3, {fenced} writes fenced";
            await city.StartAsync(node);
        }

        output.WriteLine($"oldest node paused for {length.TotalSeconds:0} s: {fate}");
    }
}
