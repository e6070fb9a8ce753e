using Realtime.Chaos.Journal;
using Xunit.Abstractions;

namespace Realtime.Integration.Tests.Cluster;

/// <summary>The cluster's promised figures, with the settings as shipped: run alone on a quiet machine (see <see cref="Measure"/>); <c>REALTIME_MEASURE_TRIES</c> kills or stops, 10 by default.</summary>
public sealed class ClusterFigures(ITestOutputHelper output)
{
    private const int Partitions = 24;
    private static readonly int s_tries = Measure.Number("REALTIME_MEASURE_TRIES", 10);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [SkippableFact]
    public async Task Failover_takes_at_most_15_s_in_the_median_of_ten_kills()
    {
        Measure.Require();
        await using ClusterRun city = await ClusterRun.StartAsync(3, Partitions);
        await using PartitionProbe probe = new(city.Bootstrap, Partitions);
        List<TimeSpan> times = [];
        for (int attempt = 0; attempt < s_tries; attempt++)
        {
            await city.SpreadAsync();
            await probe.AllAnswerAsync(s_patience, city.Describe);
            int oldest = await city.OldestAsync();
            int victim = attempt % 2 == 0 ? oldest : (oldest + 1) % 3;
            probe.Mark();
            await city.KillAsync(victim);
            times.Add((await probe.AllAnswerAsync(s_patience, city.Describe))[^1]);
            output.WriteLine($"kill {attempt + 1}: {(victim == oldest ? "the oldest (coordinator)" : "another")}, all {Partitions} partitions answer after {times[^1].TotalSeconds:0.0} s");
            await city.StartAsync(victim);
        }

        await probe.NothingLostAsync(s_patience, city.Describe);
        output.WriteLine($"failover, {s_tries} kills: median {Measure.Median(times).TotalSeconds:0.0} s, longest {times.Max().TotalSeconds:0.0} s; {probe.Sent} readings, none lost");
        Assert.Empty(await JournalReader.FaultsAsync(city.Database));
        Assert.InRange(Measure.Median(times), TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    [SkippableFact]
    public async Task A_planned_stop_silences_no_partition_for_more_than_2_5_s()
    {
        Measure.Require();
        await using ClusterRun city = await ClusterRun.StartAsync(3, Partitions);
        await using PartitionProbe probe = new(city.Bootstrap, Partitions);
        List<TimeSpan> silences = [];
        for (int attempt = 0; attempt < s_tries; attempt++)
        {
            await city.SpreadAsync();
            await probe.AllAnswerAsync(s_patience, city.Describe);
            int oldest = await city.OldestAsync();
            int stopped = attempt % 2 == 0 ? oldest : (oldest + 1) % 3;
            probe.Mark();
            await city.StopAsync(stopped);
            await probe.AllAnswerAsync(s_patience, city.Describe);
            TimeSpan[] each = probe.Silences();
            silences.Add(each.Max());
            output.WriteLine($"stop {attempt + 1}: {(stopped == oldest ? "the oldest (coordinator)" : "another")}, silence per partition {Measure.Seconds(each.Order())} s");
            await city.StartAsync(stopped);
        }

        await probe.NothingLostAsync(s_patience, city.Describe);
        output.WriteLine($"planned stop: longest silence of a partition {silences.Max().TotalSeconds:0.0} s; {probe.Sent} readings, none lost");
        Assert.InRange(silences.Max(), TimeSpan.Zero, TimeSpan.FromSeconds(2.5));
    }
}
