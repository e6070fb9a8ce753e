using Realtime.Dashboards.Grafana;
using Realtime.Dashboards.Prometheus;
using Realtime.Domain;
using static Realtime.Dashboards.Boards.Prom;

namespace Realtime.Dashboards.Boards;

/// <summary>The nodes: who is a member, who owns what, what moved, and how each process fares.</summary>
internal static class ClusterBoard
{
    private const string Purpose =
        """
        **Do the nodes agree, does somebody own every partition, and which node is in trouble?** A partition without an owner is looked after by nobody. A dead node is removed within about
        10 seconds and its partitions move; a member that stays unreachable means that the nodes do not agree. One line per node: the one that differs is the one to look at. The rows on
        the process come from .NET and the operating system (process_*, dotnet_*). What each Prometheus alert means and what to do stands in docs/runbook.md.
        """;

    public static readonly Dashboard Board = new()
    {
        Uid = "realtime-cluster",
        Title = "Cluster",
        Folder = "operations",
        Description = "Members, partitions and their owners, hand-overs, the lease, garbage collection and memory.",
        Source = DataSource.Prometheus,
        Variables = [Job, Instance],
        From = "now-6h",
        Refresh = "30s",
        Panels = [.. Numbers(), .. Owners(), .. Writers(), .. Processes(), .. Machines(), Panels.Text("Cluster", Purpose)],
    };

    private static Panel[] Numbers() =>
    [
        Panels.Stat("Partitions without owner", "Partitions read within a day less those owned now. Above zero for two minutes: start the missing nodes; a fail-over takes about 10 seconds.", "short", new Target($"{Recorded(RecordingRules.PartitionsSeen)} - {Recorded(RecordingRules.Owned)}", "missing")) with { Steps = Levels.AnyIsBad, NoValue = "no node seen" },
        Panels.Stat("Nodes that answer", "Targets of the job that Prometheus reaches. Fewer than you run: start the missing one, or mend the network to it.", "short", new Target("sum(up{job=~\"$job\", instance=~\"$instance\"})", "up")) with { Steps = [new(0, "red"), new(1, "green")], NoValue = "0" },
        Panels.Stat("Unreachable members", "Members that do not answer another one. For a minute and more: a link between nodes is cut; see RealtimeMemberUnreachable in the runbook.", "short", new Target($"max({MetricNames.ClusterMembers}{{{Chosen}, state=\"unreachable\"}})", "unreachable")) with { Steps = Levels.AnyIsBad, NoValue = "0" },
        Panels.Stat("Hand-overs in the range", "How often a node's number of partitions changed. Without a start, stop or failure it is zero; many: nodes come and go, look at their logs.", "short", new Target($"sum(changes({Of(MetricNames.PartitionsOwned)}[$__range]))", "changes")) with { Steps = [new(0, "green"), new(20, "orange")], NoValue = "0" },
    ];

    private static Panel[] Owners() =>
    [
        Panels.Steps("Partitions owned, by node", "The sum must be the deployment's count. A node that is up and owns nothing for minutes: restart it.", "short", Each(MetricNames.PartitionsOwned)),
        Panels.Steps("Members of the cluster", "As the node sees it that sees most of each state. Different numbers on different nodes: the cluster is split; see /api/v1/cluster of each.", "short", new Target($"max by (state) ({Of(MetricNames.ClusterMembers)})", "{{state}}")),
    ];

    private static Panel[] Writers() =>
    [
        Panels.TimeSeries("Partitions that started anew, per second", "By fault. offsets-lost and unreadable stand still until somebody decides (runbook); the others recover by themselves and must not go on.", "cps", Rate(MetricNames.PartitionFaults, "{{fault}}", "fault")),
        Panels.TimeSeries("Writes refused per second", "Another node had taken the partition over; the refused owner stopped. Once at a failure is in order; again and again: two clusters on one database.", "cps", Rate(MetricNames.WritersFenced, "{{owner}}", "owner")),
        Panels.Steps("Lease held, by node", "1 on the side that goes on after a split. Zero everywhere is normal: the lease is taken only while a split is decided.", "short", Each(MetricNames.LeaseHeld)),
        Panels.TimeSeries("Renewals of the lease that failed, per second", "The database did not answer. If it stays so when a split is decided, no side goes on: bring the database back.", "cps", Rate(MetricNames.LeaseRenewFailures, "failures")),
    ];

    private static Panel[] Processes() =>
    [
        Panels.TimeSeries("Share of time in garbage collection", "All threads stand still meanwhile. Above a tenth for minutes: the node is short of memory; give it more or add a node, before the others take it for dead.", "percentunit", new Target($"sum by (instance) (rate({Of(MetricNames.GcPauseSeconds)}[$__rate_interval]))", "{{instance}}")) with { Decimals = 1 },
        Panels.TimeSeries("Resident memory", "Of each node's process. A line that rises for days without more things: report it with a dump before the machine kills the process.", "bytes", Each("process_working_set_bytes")),
        Panels.TimeSeries("Managed heap", "What .NET holds. Far below resident memory: native parts (librdkafka, SQLite) hold the rest.", "bytes", Each("dotnet_total_memory_bytes")),
        Panels.TimeSeries("Processors used", "1 = one core busy all the time. At the number of cores alerts get late: add a node.", "short", new Target($"sum by (instance) (rate({Of("process_cpu_seconds_total")}[$__rate_interval]))", "{{instance}}")) with { Decimals = 2 },
        Panels.TimeSeries("Garbage collections per second", "By generation, all nodes. Many of generation 2: too much stays alive for too long.", "cps", new Target($"sum by (generation) (rate({Of("dotnet_collection_count_total")}[$__rate_interval]))", "generation {{generation}}")),
        Panels.TimeSeries("Threads", "Of each node's process. A line that climbs without end: something blocks; take a dump and restart the node.", "short", Each("process_num_threads")),
    ];

    private static Panel[] Machines() =>
    [
        Panels.TimeSeries("Free share of the data disk", "Below a tenth: make room; a full disk stops every partition of the node. See RealtimeDiskFilling in the runbook.", "percentunit", new Target($"min by (instance) ({Of(MetricNames.DiskFreeBytes)} / {Of(MetricNames.DiskSizeBytes)})", "{{instance}}")) with { Decimals = 0, Width = 8 },
        Panels.TimeSeries("Time until certificates end", "Of the certificates between nodes that each process uses. Below 30 days: exchange the files and restart node by node, see RealtimeCertificateEnds in the runbook. Empty: no TLS between nodes.", "s", new Target($"min by (instance, certificate) ({Of(MetricNames.CertificateExpirySeconds)}) - time()", "{{instance}} {{certificate}}")) with { Decimals = 0, Width = 8 },
        Panels.TimeSeries("Size of journal and snapshots", "Grows with things and falls with each snapshot that lets old events go. Growing for days: snapshots fail.", "bytes", Each(MetricNames.JournalBytes)) with { Width = 8 },
    ];
}
