using Realtime.Chaos.Links;
using Realtime.Chaos.Mail;
using Realtime.Chaos.Processes;
using Realtime.Streams.Broker;

namespace Realtime.LoadGen.Chaos;

/// <summary>Does what a schedule says, and undoes it.</summary>
internal sealed class FaultInjector(ChaosServers servers, ChaosCluster cluster, TroubledSink sink)
{
    /// <summary>Begins a fault.</summary>
    public async Task BeginAsync(PlannedFault fault)
    {
        ChaosNode node = cluster.Nodes[fault.Node];
        switch (fault.Kind)
        {
            case FaultKind.KillNode or FaultKind.KillNodeForLong:
                await KillAsync([node]);
                break;
            case FaultKind.KillAllNodes:
                await KillAsync(cluster.Nodes);
                break;
            case FaultKind.PauseNode when node.IsRunning:
                Signals.Pause(node.ProcessId);
                break;
            case FaultKind.JumpClock:
                await File.WriteAllTextAsync(node.ClockFile, FormattableString.Invariant($"{fault.Amount}"));
                break;
            case FaultKind.SilenceInput:
                sink.Silent = true;
                break;
            default:
                await Task.Run(() => BeginOutside(fault));
                break;
        }
    }

    /// <summary>Ends it; does nothing when it is over already.</summary>
    public async Task EndAsync(PlannedFault fault)
    {
        ChaosNode node = cluster.Nodes[fault.Node];
        switch (fault.Kind)
        {
            case FaultKind.KillNode or FaultKind.KillNodeForLong:
                Restart([node]);
                break;
            case FaultKind.KillAllNodes:
                Restart(cluster.Nodes);
                break;
            case FaultKind.PauseNode when node.IsRunning:
                Signals.Resume(node.ProcessId);
                break;
            case FaultKind.JumpClock:
                await File.WriteAllTextAsync(node.ClockFile, "0");
                break;
            case FaultKind.SilenceInput:
                sink.Silent = false;
                break;
            default:
                await Task.Run(() => EndOutside(fault));
                break;
        }
    }

    private void BeginOutside(PlannedFault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.PartitionNode or FaultKind.PartitionOneWay or FaultKind.SlowLinks or FaultKind.CorruptLinks:
                Weather(fault);
                break;
            case FaultKind.StopDatabase:
                servers.Database.Stop();
                break;
            case FaultKind.HangDatabase:
                servers.DatabaseLinks.ToList().ForEach(link => link.Hangs = true);
                break;
            case FaultKind.CutAfterCommit:
                servers.DatabaseLinks[fault.Node].CutAfterCommits((int)fault.Amount);
                break;
            case FaultKind.BrokerErrors:
                servers.Broker.FailRequests(BrokerRequest.Produce, (int)fault.Amount);
                servers.Broker.FailRequests(BrokerRequest.Fetch, (int)fault.Amount);
                break;
            case FaultKind.BrokerDown:
                servers.Broker.SetReachable(false);
                break;
            case FaultKind.StopSeries:
                servers.Series.Stop();
                break;
            default:
                servers.Mail.Mood = MoodOf(fault.Kind) ?? servers.Mail.Mood;
                break;
        }
    }

    private void EndOutside(PlannedFault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.PartitionNode or FaultKind.PartitionOneWay or FaultKind.SlowLinks or FaultKind.CorruptLinks:
                servers.NodeLinks.Heal();
                break;
            case FaultKind.StopDatabase:
                servers.Database.Start();
                break;
            case FaultKind.HangDatabase:
                servers.DatabaseLinks.ToList().ForEach(link => link.Hangs = false);
                break;
            case FaultKind.CutAfterCommit:
                servers.DatabaseLinks[fault.Node].CutAfterCommits(0);
                break;
            case FaultKind.BrokerErrors:
                servers.Broker.ForgetFailures();
                break;
            case FaultKind.BrokerDown:
                servers.Broker.SetReachable(true);
                break;
            case FaultKind.StopSeries:
                servers.Series.Start();
                break;
            default:
                servers.Mail.Mood = SmtpMood.Fine;
                break;
        }
    }

    private static SmtpMood? MoodOf(FaultKind kind) => kind switch
    {
        FaultKind.SlowMail => SmtpMood.Slow,
        FaultKind.RefuseMail => SmtpMood.Refusing,
        FaultKind.DropMailAfterData => SmtpMood.DroppingAfterData,
        _ => null,
    };

    private static Task KillAsync(IEnumerable<ChaosNode> nodes) => Task.WhenAll(nodes.Select(node =>
    {
        node.HeldDown = true;
        return node.KillAsync();
    }));

    private static void Restart(IEnumerable<ChaosNode> nodes)
    {
        foreach (ChaosNode node in nodes.Where(node => node.HeldDown))
        {
            node.Start();
            node.HeldDown = false;
        }
    }

    private void Weather(PlannedFault fault)
    {
        for (int other = 0; other < cluster.Nodes.Count; other++)
        {
            if (other == fault.Node)
            {
                continue;
            }

            switch (fault.Kind)
            {
                case FaultKind.PartitionOneWay:
                    servers.NodeLinks.Set(fault.Node, other, new LinkWeather(true, 0, 0));
                    break;
                case FaultKind.PartitionNode:
                    Both(fault.Node, other, new LinkWeather(true, 0, 0));
                    break;
                case FaultKind.SlowLinks:
                    Both(fault.Node, other, new LinkWeather(false, (int)fault.Amount, 0));
                    break;
                default:
                    Both(fault.Node, other, new LinkWeather(false, 0, fault.Amount));
                    break;
            }
        }
    }

    private void Both(int one, int other, LinkWeather weather)
    {
        servers.NodeLinks.Set(one, other, weather);
        servers.NodeLinks.Set(other, one, weather);
    }
}
