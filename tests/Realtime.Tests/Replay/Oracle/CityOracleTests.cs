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
        IReadOnlyList<ExpectedAlert> alerts = await RecordedLedger.ExpectAsync(new RecordingOptions(), "srilanka");
        List<ExpectedAlert> stages = [.. alerts.Where(alert => alert.Rule == Rules.Stage)];

        Assert.Equal((29, 19, 11), (Raises(stages, 2), Raises(stages, 3), Raises(stages, 4)));
        Assert.Equal(29, stages.Count);
    }

    [Fact]
    public async Task FiveStationsFallSilentAndMoragaswewaStaysSilent()
    {
        IReadOnlyList<ExpectedAlert> alerts = await RecordedLedger.ExpectAsync(new RecordingOptions(), "srilanka");
        List<ExpectedAlert> silences = [.. alerts.Where(alert => alert.Rule == Rules.Silence)];

        Assert.Equal(
            ["sensor/lk-holombuwa", "sensor/lk-kithulgala", "sensor/lk-moragaswewa", "sensor/lk-norwood", "sensor/lk-yaka-wewa"],
            silences.Select(alert => alert.Thing).Order());
        Assert.Equal("sensor/lk-moragaswewa", Assert.Single(silences, alert => alert.IsOpen).Thing);
        ExpectedAlert stage = alerts.Last(alert => alert is { Rule: Rules.Stage, Thing: "sensor/lk-moragaswewa" });
        Assert.Equal(4, stage.Steps[^1].Level);
    }

    [Theory]
    [InlineData(12, 75)]
    [InlineData(20, 29)]
    [InlineData(24, 10)]
    [InlineData(36, 4)]
    public async Task SevenSetsHaveTheseNoViewingAlertsAnd23LossesOfSight(int hours, int count)
    {
        IReadOnlyList<ExpectedAlert> alerts = await RecordedLedger.ExpectAsync(new RecordingOptions { NoViewingLimit = TimeSpan.FromHours(hours) }, "tracebase");

        Assert.Equal(count, alerts.Count(alert => alert.Rule == Rules.NoViewing));
        Assert.Equal(23, alerts.Count(alert => alert.Rule == Rules.DeviceSilent && !alert.Thing.Contains("receiver", StringComparison.Ordinal)));
        Assert.Equal(3, alerts.Count(alert => alert.Rule == Rules.DeviceSilent && alert.Thing.Contains("receiver", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task NoShelterOfNanaoComesNearItsCapacity() =>
        Assert.Empty(await RecordedLedger.ExpectAsync(new RecordingOptions(), "nanao"));

    private static int Raises(IEnumerable<ExpectedAlert> stages, int level) => stages.Sum(alert =>
        alert.Steps.Prepend(default).Zip(alert.Steps, (before, after) => before.Level < level && after.Level >= level).Count(raised => raised));
}
