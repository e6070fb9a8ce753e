using Confluent.Kafka;
using Realtime.Domain;
using Realtime.LoadGen.Ledger;
using Realtime.LoadGen.Oracle;
using Realtime.Streams.Codec;

namespace Realtime.Integration.Tests.LoadGen;

/// <summary><c>loadgen city</c> and <c>loadgen verify</c> against alerts that stand in a real topic.</summary>
public sealed class VerifyCommandTests(BrokerProcess broker) : IClassFixture<BrokerProcess>, IDisposable
{
    private readonly string _ledger = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_ledger);

    [Fact]
    public async Task ACityIsProvenWhenEveryAlertCameOutAndRefutedByOneThatMustNot()
    {
        LoadGenResult sent = await LoadGenProcess.RunAsync(
            "city", "--bootstrap", broker.Bootstrap, "--things", "100", "--rate", "1300/s", "--duration", "10s", "--seed", "11",
            "--start", "2026-01-01T00:00:00Z", "--no-wait", "--ledger", _ledger, "--late-max", "60s");
        Assert.True(sent.Code == 0, sent.Error);

        LedgerHistory history = new();
        foreach (LedgerLine line in LedgerFile.Read(_ledger))
        {
            history.Add(line);
        }

        IReadOnlyList<ExpectedAlert> expected = CityOracle.Expect(history);
        Assert.NotEmpty(expected);
        await PublishAsync([.. expected.SelectMany(Changes), .. Changes(expected[0])]);
        LoadGenResult proven = await VerifyAsync("--expect", $"{expected.Count}");
        Assert.True(proven.Code == 0, proven.Output + proven.Error);
        Assert.Contains($"repeats (allowed): {expected[0].Steps.Count}", proven.Output, StringComparison.Ordinal);
        Assert.Equal(5, (await VerifyAsync("--expect", $"{expected.Count + 1}")).Code);

        await PublishAsync([.. Changes(expected[0] with { Start = expected[0].Start.AddSeconds(1) })]);
        LoadGenResult refuted = await VerifyAsync();
        Assert.Equal(5, refuted.Code);
        Assert.Contains("lost 0, false 1, wrong 0", refuted.Output, StringComparison.Ordinal);
    }

    private Task<LoadGenResult> VerifyAsync(params string[] more) =>
        LoadGenProcess.RunAsync(["verify", "--ledger", _ledger, "--bootstrap", broker.Bootstrap, .. more]);

    /// <summary>The changes a correct product would publish for an expected alert.</summary>
    private static IEnumerable<AlertChange> Changes(ExpectedAlert alert)
    {
        Assert.True(ThingKey.TryParse(alert.Thing, out ThingKey thing));
        return alert.Steps.Select((step, sequence) => new AlertChange
        {
            AlertId = AlertIds.Of(thing, alert.Rule, alert.Start),
            Thing = thing,
            Rule = alert.Rule,
            EpisodeStart = alert.Start,
            Sequence = sequence,
            Kind = KindOf(alert, sequence),
            FromLevel = sequence == 0 ? 0 : alert.Steps[sequence - 1].Level,
            ToLevel = step.Level,
            Time = step.Time,
            Text = "made by the test",
        });
    }

    private static AlertChangeKind KindOf(ExpectedAlert alert, int sequence) => (sequence, alert.Steps[sequence].Level) switch
    {
        (0, _) => AlertChangeKind.Raised,
        (_, 0) => AlertChangeKind.Resolved,
        (_, { } level) when level > alert.Steps[sequence - 1].Level => AlertChangeKind.SteppedUp,
        _ => AlertChangeKind.SteppedDown,
    };

    private async Task PublishAsync(IReadOnlyList<AlertChange> changes)
    {
        using IProducer<string, byte[]> producer = new ProducerBuilder<string, byte[]>(
            new ProducerConfig { BootstrapServers = broker.Bootstrap, EnableIdempotence = true, Partitioner = Partitioner.Murmur2Random }).Build();
        await Task.WhenAll(changes.Select(change => producer.ProduceAsync(
            Topics.Alerts, new Message<string, byte[]> { Key = change.Thing.Id, Value = AlertCodec.Encode(change) })));
    }
}
