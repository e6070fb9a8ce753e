using Realtime.Domain;
using Realtime.Replay;
using Realtime.Replay.Plan;
using Realtime.Replay.Recordings;

namespace Realtime.Tests.Replay;

/// <summary>The law of heartbeats, checked on the sequence that was really sent.</summary>
public sealed class HeartbeatTests
{
    private const int Partitions = 5;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static async Task<SentRecords> ReplayAsync(params Recording[] recordings)
    {
        SentRecords sent = new(Partitions, TimeProvider.System);
        ReplayOptions options = new() { Clock = new ReplayClock(Start), Speed = ReplaySpeed.Max };
        await new Replayer(recordings, options, sent, OpenReplayGate.Instance, TimeProvider.System).RunAsync(CancellationToken.None);
        return sent;
    }

    [Theory]
    [InlineData("srilanka")]
    [InlineData("nanao")]
    [InlineData("tracebase-tv-lcd-d330a3")]
    public async Task EveryPartitionGetsEveryBeatOfAnUnbrokenGridThatEndsClosedAtTheLastRow(string name)
    {
        Recording recording = TestRecordings.Named(name);
        SentRecords sent = await ReplayAsync(recording);

        TimeSpan span = recording.LastTime - recording.FirstTime;
        List<DateTimeOffset> grid = [];
        for (TimeSpan at = TimeSpan.Zero; at < span; at += recording.HeartbeatInterval)
        {
            grid.Add(Start + at);
        }

        for (int partition = 0; partition < Partitions; partition++)
        {
            List<ChannelBeat> beats = [.. sent.Of(Topics.For(recording.Kind), partition).Select(record => record.Item.Beat).OfType<ChannelBeat>()];
            Assert.Equal([.. grid, Start + span], beats.Select(beat => beat.Time));
            Assert.All(beats.SkipLast(1), beat => Assert.False(beat.Closed));
            Assert.True(beats[^1].Closed);
            Assert.All(beats, beat => Assert.Equal((recording.Name, recording.HeartbeatInterval), (beat.ChannelId, beat.ExpectedInterval)));
        }
    }

    [Fact]
    public async Task ABeatStandsBehindEveryRowItVouchesForAndBeforeEveryLaterOne()
    {
        Recording[] recordings = [TestRecordings.Named("srilanka"), TestRecordings.Named("nanao"), TestRecordings.Named("tracebase-tv-lcd-d330a3")];
        SentRecords sent = await ReplayAsync(recordings);

        foreach (Recording recording in recordings)
        {
            long sentUpTo = -1;
            DateTimeOffset watermark = DateTimeOffset.MinValue;
            foreach (LogItem item in sent.Records.Select(record => record.Item).Where(item => Channel(item) == recording.Name))
            {
                if (item.Reading is { } reading)
                {
                    Assert.True(reading.Time > watermark, $"{reading.Key} at {reading.Time:O} stands behind the heartbeat of {watermark:O}");
                    Assert.Equal(sentUpTo + 1, reading.Origin!.Sequence);
                    sentUpTo = reading.Origin.Sequence;
                }
                else
                {
                    watermark = item.Beat!.Time;
                    Assert.Equal(sentUpTo, item.Beat.SourcePosition);
                }
            }

            Assert.Equal(recording.RowCount - 1, sentUpTo);
        }

        static string? Channel(LogItem item) => item.Reading?.Source ?? item.Beat?.ChannelId;
    }

    [Fact]
    public async Task AHoleOfDaysIsFilledWithBeatsThatVouchForTheRowBeforeIt()
    {
        SentRecords sent = await ReplayAsync(new MadeRecording("gauge", 0, 10, 2_000, 2_003));

        List<ChannelBeat> beats = [.. sent.Of(Topics.Sensor, 0).Select(record => record.Item.Beat).OfType<ChannelBeat>()];
        Assert.Equal(200 + 1 + 1, beats.Count);
        Assert.Equal([0, 1], beats.Take(2).Select(beat => beat.SourcePosition!.Value));
        Assert.All(beats.Skip(1).Take(199), beat => Assert.Equal(1, beat.SourcePosition));
        Assert.Equal([2, 3], beats.Skip(200).Select(beat => beat.SourcePosition!.Value));
    }

    [Theory]
    [InlineData("1", 600)]
    [InlineData("60", 10)]
    [InlineData("3600", 1)]
    [InlineData("max", 60)]
    public void TheArrivalIntervalFollowsTheSpeedAndIsNeverLessThanASecond(string speed, int seconds)
    {
        Assert.True(ReplaySpeed.TryParse(speed, out ReplaySpeed parsed));
        Assert.Equal(TimeSpan.FromSeconds(seconds), parsed.ArrivalInterval(TimeSpan.FromMinutes(10)));
    }
}
