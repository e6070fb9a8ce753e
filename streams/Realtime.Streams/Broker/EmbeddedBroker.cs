using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Realtime.Domain;

namespace Realtime.Streams.Broker;

/// <summary>
/// A Kafka endpoint inside this process: librdkafka's mock cluster, which speaks the real wire protocol on loopback.
/// It is volatile (everything is gone with the process, consumer-group offsets too) and keeps about <see cref="KeptBytesPerPartition"/>
/// per partition: older records vanish. Right for a demonstration and for tests, not for a city.
/// </summary>
public sealed class EmbeddedBroker : IDisposable
{
    /// <summary>Bytes of stored batches (as produced, compressed) that the mock keeps per partition, librdkafka 2.16 (<c>rdkafka_mock.c</c>).</summary>
    public const int KeptBytesPerPartition = 5 * 1024 * 1024;

    /// <summary>Begins the name of a topic that exists only to carry <see cref="LogId"/> to other processes.</summary>
    public const string LogIdTopicPrefix = "realtime-log-id.";

    private const int Producer = 0;
    private const int BrokerId = 1;

    /// <summary>Not the leader, timed out, not enough replicas (Kafka protocol, error codes).</summary>
    private static readonly int[] RetriableErrors = [6, 7, 19];

    private readonly nint _handle;
    private readonly nint _cluster;
    private readonly BootstrapRelay? _relay;
    private int _disposed;

    private EmbeddedBroker(nint handle, nint cluster, int partitions, int? port)
    {
        _handle = handle;
        _cluster = cluster;
        Partitions = partitions;
        string real = Marshal.PtrToStringUTF8(MockCluster.Bootstraps(cluster))!;
        if (port is { } wanted)
        {
            _relay = BootstrapRelay.Start(wanted, int.Parse(real[(real.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture));
        }

        BootstrapServers = _relay is null ? real : string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
    }

    /// <summary>For clients on this machine.</summary>
    public string BootstrapServers { get; }

    /// <summary>Partition count of every topic.</summary>
    public int Partitions { get; }

    /// <summary>Identity of this log: another one with every start, because nothing of the last one is left.</summary>
    public string LogId { get; } = Guid.NewGuid().ToString("N");

    /// <summary>One plain line for the log.</summary>
    public string Description =>
        $"embedded Kafka at {BootstrapServers}: {Partitions} partitions, in memory only, keeps about {KeptBytesPerPartition / 1024 / 1024} MiB per partition";

    /// <summary>Starts a broker with every topic of the product.</summary>
    /// <param name="partitions">Partition count of every topic.</param>
    /// <param name="port">
    /// The mock cannot be told a port. When one is given, a relay listens there and leads clients to the broker, which then
    /// tells them its real address; both are on loopback.
    /// </param>
    /// <exception cref="InvalidOperationException">It cannot start; the message says why.</exception>
    public static EmbeddedBroker Start(int partitions, int? port = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        var error = new byte[512];
        nint conf = MockCluster.NewConf();
        _ = MockCluster.SetConf(conf, "log_level", "0", error, (nuint)error.Length);
        nint handle = MockCluster.NewHandle(Producer, conf, error, (nuint)error.Length);
        if (handle == nint.Zero)
        {
            throw new InvalidOperationException($"the embedded Kafka cannot start: {Encoding.UTF8.GetString(error).TrimEnd('\0')}");
        }

        nint cluster = MockCluster.NewCluster(handle, 1);
        if (cluster == nint.Zero)
        {
            MockCluster.DestroyHandle(handle, 0);
            throw new InvalidOperationException("the embedded Kafka cannot start: no free port on 127.0.0.1");
        }

        return Prepare(handle, cluster, partitions, port);
    }

    /// <summary>Forgets the records of a partition before an offset, as a broker's retention does.</summary>
    public void DeleteRecords(string topic, int partition, long beforeOffset) =>
        Check(MockCluster.DeleteRecords(_cluster, topic, partition, beforeOffset), $"delete records of {topic}/{partition}");

    /// <summary>Makes the broker unreachable, or reachable again, without losing what it has.</summary>
    public void SetReachable(bool reachable) =>
        Check(reachable ? MockCluster.SetUp(_cluster, BrokerId) : MockCluster.SetDown(_cluster, BrokerId), "change reachability");

    /// <summary>Answers the next so many requests of a kind with errors that a client may try again after.</summary>
    public void FailRequests(BrokerRequest request, int count)
    {
        int[] errors = [.. Enumerable.Range(0, count).Select(i => RetriableErrors[i % RetriableErrors.Length])];
        MockCluster.PushErrors(_cluster, (short)request, (nuint)errors.Length, errors);
    }

    /// <summary>Forgets the errors that were not answered yet.</summary>
    public void ForgetFailures()
    {
        foreach (BrokerRequest request in Enum.GetValues<BrokerRequest>())
        {
            MockCluster.ClearErrors(_cluster, (short)request);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _relay?.Dispose();
            MockCluster.DestroyCluster(_cluster);
            MockCluster.DestroyHandle(_handle, 0);
        }
    }

    private static EmbeddedBroker Prepare(nint handle, nint cluster, int partitions, int? port)
    {
        try
        {
            // Three seconds of waiting for other members help nobody here.
            MockCluster.SetGroupDelay(cluster, 0);
            var broker = new EmbeddedBroker(handle, cluster, partitions, port);
            foreach (string topic in Topics.All)
            {
                Check(MockCluster.CreateTopic(cluster, topic, partitions, 1), $"create topic {topic}");
            }

            Check(MockCluster.CreateTopic(cluster, LogIdTopicPrefix + broker.LogId, 1, 1), "create the identity topic");
            return broker;
        }
        catch
        {
            MockCluster.DestroyCluster(cluster);
            MockCluster.DestroyHandle(handle, 0);
            throw;
        }
    }

    private static void Check(int error, string what)
    {
        if (error != 0)
        {
            throw new InvalidOperationException($"the embedded Kafka could not {what}: librdkafka error {error}");
        }
    }
}
