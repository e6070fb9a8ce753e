using System.Diagnostics;
using System.Globalization;
using Realtime.Chaos.Processes;
using Realtime.LoadGen.City;
using Realtime.LoadGen.Commands;
using Realtime.LoadGen.Ledger;
using Realtime.Replay;
using Realtime.Replay.Sending;

namespace Realtime.LoadGen.Chaos;

/// <summary>
/// One seed: start everything, send a city while its faults come and go, heal, wait until nothing is under way, judge. A fault that
/// cannot be done, or a run that cannot be started, is an exception: it says nothing about the product.
/// </summary>
/// <param name="seed">City, troubles and faults.</param>
/// <param name="profile">Size.</param>
/// <param name="faults">The schedule.</param>
/// <param name="program">The node's program, a dll.</param>
/// <param name="directory">Ledger, data and logs of this run.</param>
/// <param name="say">For people who watch.</param>
internal sealed class ChaosRun(int seed, ChaosProfile profile, IReadOnlyList<PlannedFault> faults, string program, string directory, Action<string> say)
{
    /// <summary>Event time of the first round: long ago, so that a node's clock may be an hour wrong and no reading lies in its future.</summary>
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly long _began = Stopwatch.GetTimestamp();

    /// <summary>Runs and judges.</summary>
    public async Task<ChaosResult> RunAsync(CancellationToken cancellation)
    {
        string ledger = Path.Combine(directory, "ledger.jsonl");
        await using StarvationWatch machine = new();
        using ChaosServers servers = new(profile, seed);
        await using ChaosCluster cluster = new(servers, profile, program, directory, Say);
        await cluster.StartAsync().WaitAsync(cancellation);
        Say("the cluster is formed");
        int poison;
        using (LedgerFile book = new(ledger))
        {
            poison = await AttackAsync(servers, cluster, book, cancellation);
        }

        TimeSpan? drained = await DrainAsync(cluster).WaitAsync(cancellation);
        Judge judge = new(servers, LedgerFile.Read(ledger), faults, profile.Nodes, cluster.Nodes.Sum(node => node.Starts));
        IReadOnlyList<Verdict> verdicts = [DrainVerdict(drained, cluster), .. await judge.JudgeAsync(profile.DrainMax, cancellation)];
        return new ChaosResult(verdicts, judge.Records, poison, drained, cluster.Nodes.Sum(node => node.EndedByItself), machine.Longest, Stopwatch.GetElapsedTime(_began));
    }

    /// <summary>Sends everything while the schedule runs; when this returns everything is healed.</summary>
    private async Task<int> AttackAsync(ChaosServers servers, ChaosCluster cluster, LedgerFile book, CancellationToken cancellation)
    {
        CitySpec spec = new() { Things = profile.Things, RatePerSecond = profile.RatePerSecond, Duration = profile.Sending, Seed = (ulong)seed, Start = Start };
        CityPlan plan = new(spec);
        KafkaSinkSettings kafka = new() { BootstrapServers = servers.Broker.BootstrapServers };
        await using KafkaTelemetrySink broker = await KafkaTelemetrySink.ConnectAsync(kafka, TimeProvider.System, book, cancellation);
        using HttpReplayGate gate = new(cluster.Nodes[0].Address, broker.Partitions, TimeProvider.System);
        TroubledSink sink = new(broker, seed, TimeProvider.System);
        ScheduledSender sender = new(sink, gate, spec.Speed, TimeProvider.System);
        await sender.RegisterAsync([.. plan.Registrations()], cancellation);
        Say(string.Create(CultureInfo.InvariantCulture, $"{spec.Things} things are registered; sending {spec.Rounds * spec.Things} readings at {spec.RatePerSecond}/s"));
        Task sending = sender.SendAsync(plan.Items(), spec.Start, (long)spec.Rounds * spec.Things, cancellation);
        FaultInjector injector = new(servers, cluster, sink);
        await Task.WhenAll(faults.Select(fault => DoAsync(injector, fault, cancellation)));
        await sending;
        Say($"everything is sent and healed; {servers.DatabaseLinks.Sum(link => link.CutsDone)} commits were cut off, {servers.Mail.Mails.Count(mail => !mail.Acknowledged)} mails were dropped after DATA");
        return sink.Poison;
    }

    private async Task DoAsync(FaultInjector injector, PlannedFault fault, CancellationToken cancellation)
    {
        await Task.Delay(fault.At, cancellation);
        Say($"begins: {fault}");
        await injector.BeginAsync(fault);
        await Task.Delay(fault.Lasts, cancellation);
        await injector.EndAsync(fault);
        Say($"ends: {fault.Kind}");
    }

    /// <summary>How long after healing nothing was under way any more; null when that did not come.</summary>
    private async Task<TimeSpan?> DrainAsync(ChaosCluster cluster)
    {
        long healed = Stopwatch.GetTimestamp();
        try
        {
            // Twice the allowed time: a late end is worth knowing from no end at all.
            await Patience.UntilAsync("everything is done", cluster.IsDoneAsync, profile.DrainMax * 2);
            TimeSpan took = Stopwatch.GetElapsedTime(healed);
            Say(string.Create(CultureInfo.InvariantCulture, $"drained {took.TotalSeconds:0.0} s after healing"));
            return took;
        }
        catch (TimeoutException fault)
        {
            Say($"not drained: {fault.Message}");
            return null;
        }
    }

    private Verdict DrainVerdict(TimeSpan? drained, ChaosCluster cluster) => new(
        "drain",
        string.Create(CultureInfo.InvariantCulture, $"everything is done {profile.DrainMax.TotalSeconds:0} s after healing"),
        drained is { } took && took <= profile.DrainMax
            ? []
            : [drained is { } late ? string.Create(CultureInfo.InvariantCulture, $"took {late.TotalSeconds:0.0} s") : $"not done; nodes running: {cluster.Nodes.Count(node => node.IsRunning)}"]);

    private void Say(string text) => say(string.Create(CultureInfo.InvariantCulture, $"[{Stopwatch.GetElapsedTime(_began).TotalSeconds,6:0.0}] {text}"));
}
