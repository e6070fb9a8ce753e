using Realtime.Domain;
using Realtime.LoadGen.Oracle;
using Realtime.Replay.Recordings;

namespace Realtime.Tests.Replay.Oracle;

/// <summary>The oracle's answers on the recordings are the figures that hold for the data, computed here without the product's machines.</summary>
public sealed class CityOracleTests
{
    [Fact]
    public async Task SriLankaHas29AlertAnd19MinorAnd11MajorRaisesIn29Episodes()
    {
        IReadOnlyList<ExpectedAlert> alerts = await RecordedLedger.ExpectAsync("srilanka");
        List<ExpectedAlert> stages = [.. alerts.Where(alert => alert.Rule == Rules.Stage)];

        Assert.Equal((29, 19, 11), (Raises(stages, 2), Raises(stages, 3), Raises(stages, 4)));
        Assert.Equal(29, stages.Count);
    }

    [Fact]
    public async Task FiveStationsFallSilentAndMoragaswewaStaysSilent()
    {
        IReadOnlyList<ExpectedAlert> alerts = await RecordedLedger.ExpectAsync("srilanka");
        List<ExpectedAlert> silences = [.. alerts.Where(alert => alert.Rule == Rules.Silence)];

        Assert.Equal(
            ["sensor/lk-holombuwa", "sensor/lk-kithulgala", "sensor/lk-moragaswewa", "sensor/lk-norwood", "sensor/lk-yaka-wewa"],
            silences.Select(alert => alert.Thing).Order());
        Assert.Equal("sensor/lk-moragaswewa", Assert.Single(silences, alert => alert.IsOpen).Thing);
        ExpectedAlert stage = alerts.Last(alert => alert is { Rule: Rules.Stage, Thing: "sensor/lk-moragaswewa" });
        Assert.Equal(4, stage.Steps[^1].Level);
    }

    [Fact]
    public async Task SevenSetsHaveTheKnownNumbersOfNoViewingAlertsAnd23LossesOfSight()
    {
        RecordedLedger ledger = await RecordedLedger.ReplayAsync("tracebase");
        List<(int Hours, int NoViewing)> found = [];
        IReadOnlyList<ExpectedAlert> alerts = [];
        foreach (int hours in new[] { 12, 20, 24, 36 })
        {
            await ledger.RegisterAsync(new RecordingOptions { NoViewingLimit = TimeSpan.FromHours(hours) }, "tracebase");
            alerts = CityOracle.Expect(ledger.History);
            found.Add((hours, alerts.Count(alert => alert.Rule == Rules.NoViewing)));
        }

        Assert.Equal([(12, 75), (20, 29), (24, 10), (36, 4)], found);
        ILookup<bool, ExpectedAlert> lost = alerts.Where(alert => alert.Rule == Rules.DeviceSilent)
            .ToLookup(alert => alert.Thing.Contains("receiver", StringComparison.Ordinal));
        Assert.Equal((23, 3), (lost[false].Count(), lost[true].Count()));
    }

    [Fact]
    public async Task NoShelterOfNanaoComesNearItsCapacity() =>
        Assert.Empty(await RecordedLedger.ExpectAsync("nanao"));

    private static int Raises(IEnumerable<ExpectedAlert> stages, int level) => stages.Sum(alert =>
        alert.Steps.Prepend(default).Zip(alert.Steps, (before, after) => before.Level < level && after.Level >= level).Count(raised => raised));
}
