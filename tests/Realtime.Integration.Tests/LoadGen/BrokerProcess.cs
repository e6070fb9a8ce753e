namespace Realtime.Integration.Tests.LoadGen;

/// <summary><c>loadgen broker</c>: the Kafka endpoint of a test, in a process of its own.</summary>
public sealed class BrokerProcess : IAsyncLifetime
{
    /// <summary>Partitions of every topic where a test does not ask for another number.</summary>
    public const int Partitions = 4;

    private const string Prefix = "bootstrap: ";

    private LoadGenProcess? _process;

    public BrokerProcess()
        : this(Partitions)
    {
    }

    internal BrokerProcess(int partitions) => PartitionCount = partitions;

    public string Bootstrap { get; private set; } = "";

    /// <summary>Partitions of every topic.</summary>
    internal int PartitionCount { get; init; }

    public async Task InitializeAsync()
    {
        _process = LoadGenProcess.Start("broker", "--partitions", PartitionCount.ToString(System.Globalization.CultureInfo.InvariantCulture));
        string line = await _process.ReadLineAsync();
        Assert.StartsWith(Prefix, line, StringComparison.Ordinal);
        Bootstrap = line[Prefix.Length..];
    }

    public async Task DisposeAsync()
    {
        _process!.Interrupt();
        LoadGenResult end = await _process.EndAsync();
        _process.Dispose();
        Assert.Equal(0, end.Code);
    }
}
