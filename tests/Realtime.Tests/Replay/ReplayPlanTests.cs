using Realtime.Domain;
using Realtime.Replay.Plan;
using Realtime.Replay.Recordings;

namespace Realtime.Tests.Replay;

/// <summary>Merge order, shift and resumption.</summary>
public sealed class ReplayPlanTests
{
    private static readonly ReplayClock Clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void ChannelsAreMergedByTimeAndTiesGoToTheFirstNamed()
    {
        IEnumerable<PlannedItem> items = ReplayPlan.Items([new MadeRecording("b", 0, 7), new MadeRecording("a", 0, 3, 12)], Clock, ReplaySpeed.Max);

        Assert.Equal(
            ["b row 0", "b beat 0", "a row 0", "a beat 0", "a row 3", "b row 7", "b beat 7", "a beat 10", "a row 12", "a beat 12"],
            items.Select(Describe));
    }

    [Fact]
    public void AllBundledRecordingsTogetherAreInTimeOrder()
    {
        DateTimeOffset last = DateTimeOffset.MinValue;
        long readings = 0;
        foreach (PlannedItem item in ReplayPlan.Items(TestRecordings.All, Clock, ReplaySpeed.Max))
        {
            Assert.True(item.Time >= last);
            last = item.Time;
            readings += item.Reading is null ? 0 : 1;
        }

        Assert.Equal(4_045 + 905 + 201_318, readings);
    }

    [Fact]
    public void ARecordingIsShiftedByOneConstantAndKeepsItsOriginalTimeAndOffset()
    {
        foreach (Recording recording in TestRecordings.All)
        {
            IEnumerable<Reading> readings = ChannelPlan.Items(recording, Clock, ReplaySpeed.Max).Select(item => item.Reading).OfType<Reading>();
            List<Reading> shifted = [.. readings];
            Assert.Equal(Clock.Start, shifted[0].Time);
            Assert.Equal([shifted[0].Time - recording.FirstTime], shifted.Select(reading => reading.Time - reading.OriginalTime!.Value).Distinct());
            Assert.All(shifted, reading => Assert.Equal(recording.UtcOffset, reading.Time.Offset));
            Assert.All(shifted, reading => Assert.Equal(recording.Name, reading.Source));
        }
    }

    [Fact]
    public void AResumedChannelSendsExactlyTheRestAndItsGridGoesOn()
    {
        Recording recording = TestRecordings.Named("srilanka");
        List<PlannedItem> whole = [.. ChannelPlan.Items(recording, Clock, ReplaySpeed.Max)];
        foreach (long safe in new long[] { 0, 1, 2_000, recording.RowCount - 2, recording.RowCount - 1 })
        {
            List<PlannedItem> rest = [.. ChannelPlan.Items(recording, Clock, ReplaySpeed.Max, safe)];
            int safeRow = whole.FindIndex(item => item.Reading?.Origin!.Sequence == safe);

            Assert.Equal(whole.Skip(safeRow + 1).Select(Describe), rest.Select(Describe));
        }
    }

    [Fact]
    public void ResumingInAHoleStartsTheGridBehindTheSafeRowSoThatNoBeatIsMissing()
    {
        List<PlannedItem> rest = [.. ChannelPlan.Items(new MadeRecording("a", 0, 14, 45), Clock, ReplaySpeed.Max, 1)];

        Assert.Equal(["a beat 20", "a beat 30", "a beat 40", "a row 45", "a beat 45"], rest.Select(Describe));
        Assert.Equal(1, rest[0].Beat!.SourcePosition);
    }

    [Fact]
    public void TheDefaultStartLetsNoRowFallIntoTheFuture()
    {
        DateTimeOffset now = new(2026, 7, 3, 10, 20, 30, TimeSpan.FromHours(9));
        ReplayClock clock = ReplayClock.EndingBefore(now, TestRecordings.All);

        DateTimeOffset newest = TestRecordings.All.Max(recording => clock.Shift(recording, recording.LastTime));
        Assert.InRange(newest, now.AddHours(-1), now);
        Assert.Equal(TimeSpan.Zero, new TimeSpan(clock.Start.Ticks % TimeSpan.TicksPerHour));
    }

    private static string Describe(PlannedItem item) => item.Beat is { } beat
        ? $"{beat.ChannelId} beat {(beat.Time - Clock.Start).TotalMinutes}"
        : $"{item.Reading!.Source} row {(item.Reading.Time - Clock.Start).TotalMinutes}";
}
