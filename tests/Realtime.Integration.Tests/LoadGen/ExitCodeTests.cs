using Realtime.LoadGen.Ledger;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.LoadGen;

/// <summary>What <c>loadgen</c> says to scripts.</summary>
public sealed class ExitCodeTests(BrokerProcess broker) : IClassFixture<BrokerProcess>, IDisposable
{
    private readonly string _ledger = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_ledger);

    [Fact]
    public async Task TheHelpExplainsItself()
    {
        LoadGenResult help = await LoadGenProcess.RunAsync("--help");

        Assert.Equal(0, help.Code);
        foreach (string word in new[] { "broker", "replay", "city", "verify", "130 interrupted" })
        {
            Assert.Contains(word, help.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("replay")]
    [InlineData("city --bootstrap x --things 0 --rate 1/s --duration 1s --seed 1")]
    [InlineData("city --bootstrap x --things 5 --rate fast --duration 1s --seed 1")]
    [InlineData("replay --bootstrap x --recordings . --no-wait --speed 0")]
    [InlineData("replay --bootstrap x --recordings . --no-wait")]
    [InlineData("verify --bootstrap x --ledger /no/such/ledger")]
    [InlineData("dance")]
    public async Task WrongUsageIs2WithASentence(string arguments)
    {
        LoadGenResult result = await LoadGenProcess.RunAsync(arguments.Split(' '));

        Assert.Equal(2, result.Code);
        Assert.NotEqual("", result.Error.Trim());
        Assert.DoesNotContain("   at Realtime", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyThereIs4()
    {
        LoadGenResult result = await LoadGenProcess.RunAsync(
            "city", "--bootstrap", "127.0.0.1:1", "--things", "5", "--rate", "5/s", "--duration", "1s", "--seed", "1", "--no-wait");

        Assert.Equal(4, result.Code);
        Assert.Contains("127.0.0.1:1", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALateGeneratorIs3()
    {
        LoadGenResult result = await LoadGenProcess.RunAsync(
            "city", "--bootstrap", broker.Bootstrap, "--things", "100", "--rate", "100000/s", "--duration", "0.1s", "--seed", "1",
            "--no-wait", "--late-max", "0s");

        Assert.Equal(3, result.Code);
        Assert.Contains("--late-max", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CtrlCIs130AndLeavesALedgerWithoutDoubt()
    {
        using LoadGenProcess process = LoadGenProcess.Start(
            "city", "--bootstrap", broker.Bootstrap, "--things", "50", "--rate", "200/s", "--duration", "1h", "--seed", "1", "--no-wait", "--ledger", _ledger);
        await Eventually.TrueAsync(
            "something is in the ledger", () => File.Exists(_ledger) && new FileInfo(_ledger).Length >= 10_000, TimeSpan.FromSeconds(60));

        process.Interrupt();
        LoadGenResult end = await process.EndAsync();

        Assert.Equal(130, end.Code);
        Assert.Contains("interrupted:", end.Output, StringComparison.Ordinal);
        List<LedgerLine> lines = [.. LedgerFile.Read(_ledger)];
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Equal("ok", line.Outcome));
    }
}
