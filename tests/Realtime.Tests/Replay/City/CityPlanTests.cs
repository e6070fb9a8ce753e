using Realtime.Domain;
using Realtime.LoadGen.City;
using Realtime.LoadGen.Oracle;
using Realtime.Replay;
using Realtime.Replay.Plan;
using Realtime.Tests.Replay.Oracle;

namespace Realtime.Tests.Replay.City;

/// <summary>The synthetic city is the same for a seed, keeps the laws of channels, and has something for every rule to find.</summary>
public sealed class CityPlanTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static CitySpec Spec(ulong seed, int frames = 1) => new()
    {
        Things = 200,
        RatePerSecond = 1_000,
        Duration = TimeSpan.FromSeconds(26),
        Seed = seed,
        Start = Start,
        FrameReadings = frames,
    };

    [Fact]
    public void TheSameSeedMakesTheSameCityAndAnotherSeedAnother()
    {
        Assert.Equal(new CityPlan(Spec(7)).Items(), new CityPlan(Spec(7)).Items());
        Assert.NotEqual(
            new CityPlan(Spec(7)).Items().Select(item => item.Reading).OfType<SensorReading>().Select(reading => reading.Value),
            new CityPlan(Spec(8)).Items().Select(item => item.Reading).OfType<SensorReading>().Select(reading => reading.Value));
    }

    [Fact]
    public void ItemsAreInTimeOrderAndHeartbeatsStandBetweenTheRounds()
    {
        CitySpec spec = Spec(7);
        Dictionary<string, DateTimeOffset> watermarks = [];
        DateTimeOffset last = DateTimeOffset.MinValue;
        foreach (PlannedItem item in new CityPlan(spec).Items())
        {
            Assert.True(item.Time >= last);
            last = item.Time;
            if (item.Beat is { } beat)
            {
                Assert.True(!watermarks.TryGetValue(beat.ChannelId, out DateTimeOffset before) || beat.Time - before == CitySpec.Round);
                watermarks[beat.ChannelId] = beat.Time;
            }
            else
            {
                Assert.True(item.Reading!.Time > watermarks[item.Reading.Source!]);
            }
        }

        Assert.Equal(130, spec.Rounds);
        Assert.All(watermarks.Values, watermark => Assert.Equal(spec.End, watermark));
    }

    [Fact]
    public void TheSpeedMakesTheRate()
    {
        CitySpec spec = Spec(7);
        int readings = new CityPlan(spec).Items().Count(item => item.Reading is not null);
        TimeSpan wall = spec.Speed.ClockTime(spec.End - spec.Start);

        Assert.Equal(26, wall.TotalSeconds, 3);
        Assert.InRange(readings / wall.TotalSeconds, 950, 1_000);
    }

    [Fact]
    public async Task EveryRuleHasSomethingToFind()
    {
        IReadOnlyList<ExpectedAlert> alerts = await ExpectAsync(Spec(7));

        Assert.Equal(CityOracle.Rules.Order(), alerts.Select(alert => alert.Rule).Distinct().Order());
        Assert.Contains(alerts, alert => alert.Rule == Rules.Stage && alert.Steps.Max(step => step.Level) == 4);
        Assert.All(alerts.GroupBy(alert => alert.Rule), rule => Assert.Contains(rule, alert => !alert.IsOpen));
    }

    [Fact]
    public async Task GaugesBehindGatewaysSendTheSameLevelsInFramesAndHaveNoSilenceRule()
    {
        CitySpec framed = Spec(7, 16);
        List<PlannedItem> frames = [.. new CityPlan(framed).Items().Where(item => item.Frame is not null)];

        Assert.All(frames, item => Assert.InRange(item.Frame!.Count, 1, 16));
        Assert.Equal(80 * framed.Rounds, frames.Sum(item => item.Frame!.Count));
        Assert.All(frames.SelectMany(item => item.Frame!), reading => Assert.Null(reading.Source));
        Assert.DoesNotContain(new CityPlan(framed).Items(), item => item.Reading is SensorReading);
        IReadOnlyList<ExpectedAlert> alerts = await ExpectAsync(framed);
        Assert.Contains(alerts, alert => alert.Rule == Rules.Stage);
        Assert.DoesNotContain(alerts, alert => alert.Rule == Rules.Silence && alert.Thing.StartsWith("sensor/", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<ExpectedAlert>> ExpectAsync(CitySpec spec)
    {
        RecordedLedger ledger = new();
        CityPlan plan = new(spec);
        ScheduledSender sender = new(ledger, OpenReplayGate.Instance, ReplaySpeed.Max, TimeProvider.System);
        await sender.RegisterAsync([.. plan.Registrations()], CancellationToken.None);
        await sender.SendAsync(plan.Items(), null, 0, CancellationToken.None);
        return CityOracle.Expect(ledger.History);
    }
}
