using System.Diagnostics;
using Confluent.Kafka;
using Realtime.Domain;
using Realtime.Integration.Tests.Host;
using Realtime.Integration.Tests.LoadGen;
using Realtime.Tests.Support;
using Xunit.Abstractions;

namespace Realtime.Integration.Tests.Pressure;

/// <summary>More comes in than the node can take: the log grows, not the node, and nothing is lost.</summary>
public sealed class FasterThanTheNodeTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>Few, so that what a partition keeps by its limits (closed alerts above all) is full after a stretch or two.</summary>
    private const int Partitions = 2;

    /// <summary>
    /// Rounds that pile up before the node while it is slow. The last pile is twice as high as those that made it warm: a node that kept what
    /// waits would need more memory for it, by far more than <see cref="WarmMax"/>.
    /// </summary>
    private const int WarmRounds = 30;
    private const int OverloadRounds = 2 * WarmRounds;

    private const double FasterMin = 10;
    private const double WarmMax = 1.15;

    /// <summary>Warm: a stretch needs hardly more than the one before it. More stretches than this would mean that it never is.</summary>
    private const double PlateauMax = 1.03;
    private const int WarmStretchesMax = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly string _directory = Directory.CreateTempSubdirectory("realtime-pressure-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [SkippableFact]
    public async Task A_sender_ten_times_faster_than_the_node_falls_behind_its_schedule_and_the_node_neither_grows_nor_loses()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "resident memory is read from /proc");
        BrokerProcess broker = new(Partitions);
        await broker.InitializeAsync();
        try
        {
            await using NodeProcess node = NodeProcess.Start(
                _directory, "--port", "0", "--Kafka:BootstrapServers", broker.Bootstrap, "--Kafka:Partitions", $"{Partitions}", "--Http:AnswerSeconds", "60");
            await node.ServingAsync();
            await OverloadAsync(node, new CityApi(node), new CityLoad(broker.Bootstrap, node.Http.BaseAddress!, _directory), broker.Bootstrap);
            Assert.Equal(0, await node.StopAsync());
        }
        finally
        {
            await broker.DisposeAsync();
        }
    }

    private async Task OverloadAsync(NodeProcess node, CityApi api, CityLoad load, string bootstrap)
    {
        await CaughtUpAsync(api, load); // With nothing: every partition runs, before the node is slowed for the first time.
        await using ResidentMemory memory = ResidentMemory.Watch(node.Id);
        long warm = await WarmAsync(node, api, load, memory);

        (CityStretch sent, double nodeRate) = await SendToTheSlowedAsync(node, api, load, OverloadRounds);
        await CaughtUpAsync(api, load);
        long most = memory.Take().Max();
        output.WriteLine(FormattableString.Invariant($"resident: warm {warm / 1024} MiB, most {most / 1024} MiB, ratio {(double)most / warm:0.000}"));

        Assert.True(sent.Readings / sent.Took >= FasterMin * nodeRate, $"the node took {nodeRate:0}/s while {sent.Readings / sent.Took:0}/s were sent: the sender was not {FasterMin} times faster");
        Assert.Equal(3, sent.Code);
        Assert.True(sent.LateAtEnd > 3 * sent.LateAtTenth, $"late {sent.LateAtTenth} s after a tenth, {sent.LateAtEnd} s at the end");
        Assert.Equal(load.Acknowledged, await api.AppliedAsync());
        AssertNothingForgotten(bootstrap);
        LoadGenResult verified = await LoadGenProcess.RunAsync("verify", "--ledger", load.Ledger, "--bootstrap", bootstrap);
        output.WriteLine(verified.Output);
        Assert.True(verified.Code == 0, verified.Output + verified.Error);
        Assert.DoesNotContain("vanished", node.Output + node.Errors, StringComparison.Ordinal);
        Assert.InRange(most, 0, (long)(WarmMax * warm));
    }

    /// <summary>Stretches of the same kind until one more makes hardly a difference. Returns the resident memory that took, KiB.</summary>
    private async Task<long> WarmAsync(NodeProcess node, CityApi api, CityLoad load, ResidentMemory memory)
    {
        long before = 0;
        for (int stretch = 1; stretch <= WarmStretchesMax; stretch++)
        {
            long began = Stopwatch.GetTimestamp();
            (CityStretch sent, _) = await SendToTheSlowedAsync(node, api, load, WarmRounds);
            await CaughtUpAsync(api, load);
            long now = memory.Take().Max();
            double rate = sent.Readings / Stopwatch.GetElapsedTime(began).TotalSeconds;
            output.WriteLine(FormattableString.Invariant($"warm-up {stretch}: {sent.Readings} readings, {rate:0}/s until told, resident {now / 1024} MiB"));
            if (now <= PlateauMax * before)
            {
                return now;
            }

            before = now;
        }

        throw new InvalidOperationException($"the node still grows after {WarmStretchesMax} stretches of {WarmRounds} rounds");
    }

    /// <summary>Sends while the node has a fortieth of the time, and says how many readings per second the node applied meanwhile.</summary>
    private async Task<(CityStretch Sent, double NodeRate)> SendToTheSlowedAsync(NodeProcess node, CityApi api, CityLoad load, int rounds)
    {
        long before = await api.AppliedAsync();
        CityStretch sent;
        double rate;
        await using (SlowedProcess.Slow(node.Id))
        {
            long began = Stopwatch.GetTimestamp();
            sent = await load.SendAsync(rounds);

            // Asked while it is slow: before a free node had answered it would have taken much of what waits.
            rate = (await api.AppliedAsync() - before) / Stopwatch.GetElapsedTime(began).TotalSeconds;
        }

        output.WriteLine(FormattableString.Invariant(
            $"{rounds} rounds: schedule {CityLoad.IntendedRate}/s, sender {sent.Readings / sent.Took:0}/s, node {rate:0}/s; late {sent.LateAtTenth:0.00} s after a tenth, {sent.LateAtEnd:0.00} s at the end"));
        return (sent, rate);
    }

    private static async Task CaughtUpAsync(CityApi api, CityLoad load)
    {
        await Eventually.TrueAsync("the node has applied everything that was sent", async () => await api.AppliedAsync() >= load.Acknowledged, Patience);
        await api.SettledAsync(Patience);
    }

    /// <summary>
    /// The broker of the test keeps little. If it had dropped anything that comes in or any alert, nothing would be proved. Results may
    /// go once the historian has them; it says so itself when one vanished before.
    /// </summary>
    private static void AssertNothingForgotten(string bootstrap)
    {
        using IConsumer<byte[], byte[]> consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig { BootstrapServers = bootstrap, GroupId = "test" }).Build();
        foreach (string topic in Topics.All.Where(topic => topic != Topics.Results))
        {
            for (int partition = 0; partition < Partitions; partition++)
            {
                Assert.Equal(0, consumer.QueryWatermarkOffsets(new TopicPartition(topic, partition), TimeSpan.FromSeconds(10)).Low.Value);
            }
        }
    }
}
