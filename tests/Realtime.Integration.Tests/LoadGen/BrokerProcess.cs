namespace Realtime.Integration.Tests.LoadGen;

/// <summary><c>loadgen broker</c>: the Kafka endpoint of a test, in a process of its own.</summary>
public sealed class BrokerProcess : IAsyncLifetime
{
    /// <summary>Partitions of every topic when a test asks for no other number.</summary>
    public const int Partitions = 4;

    private const string Prefix = "bootstrap: ";

    private readonly int _partitions;
    private LoadGenProcess? _process;

    public BrokerProcess()
        : this(Partitions)
    {
    }

    internal BrokerProcess(int partitions) => _partitions = partitions;

    public string Bootstrap { get; private set; } = "";

    public async Task InitializeAsync()
    {
        _process = LoadGenProcess.Start("broker", "--partitions", $"{_partitions}");
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
