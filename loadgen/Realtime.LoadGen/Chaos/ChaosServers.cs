using Realtime.Chaos.Links;
using Realtime.Chaos.Mail;
using Realtime.Chaos.Processes;
using Realtime.Streams.Broker;
using Realtime.Streams.Kafka;

namespace Realtime.LoadGen.Chaos;

/// <summary>Everything around the nodes: broker, database, time series, mail server, and the links that lead there.</summary>
internal sealed class ChaosServers : IDisposable
{
    private readonly int[] _nodePorts;

    public ChaosServers(ChaosProfile profile, int seed)
    {
        Broker = EmbeddedBroker.Start(profile.Partitions);
        HistorianGroup = new KafkaSettings { BootstrapServers = Broker.BootstrapServers, Partitions = profile.Partitions }.HistorianGroupId;
        try
        {
            Database = new Postgres();
            Series = new Influx();
        }
        catch
        {
            Database?.Dispose();
            Broker.Dispose();
            throw;
        }

        _nodePorts = [.. Enumerable.Range(0, profile.Nodes).Select(_ => FreePorts.Next())];
        DatabaseLinks = [.. _nodePorts.Select(_ => new DatabaseLink(Database.Port))];
        NodeLinks = new NodeLinks(_nodePorts, seed);
        Mail = new SmtpStub();
    }

    public EmbeddedBroker Broker { get; }

    /// <summary>The consumer group of the nodes' historians.</summary>
    public string HistorianGroup { get; }

    public Postgres Database { get; }

    public Influx Series { get; }

    public SmtpStub Mail { get; }

    public NodeLinks NodeLinks { get; }

    /// <summary>By number of the node.</summary>
    public IReadOnlyList<DatabaseLink> DatabaseLinks { get; }

    /// <summary>Where the node really listens for the others.</summary>
    public int NodePort(int node) => _nodePorts[node];

    /// <summary>What is missing on this machine, in one sentence; null when nothing is.</summary>
    public static string? Missing() =>
        !File.Exists(Path.Combine(Postgres.DebianPrograms, "initdb")) ? $"{Postgres.DebianPrograms} is missing: install postgresql-15"
        : !File.Exists(Influx.DebianProgram) ? $"{Influx.DebianProgram} is missing: install influxdb"
        : !OperatingSystem.IsLinux() ? "processes are paused by Linux signals"
        : null;

    public void Dispose()
    {
        Mail.Dispose();
        NodeLinks.Dispose();
        foreach (DatabaseLink link in DatabaseLinks)
        {
            link.Dispose();
        }

        Series.Dispose();
        Database.Dispose();
        Broker.Dispose();
    }
}
