using Microsoft.Extensions.Time.Testing;
using Realtime.Domain;
using Realtime.Replay;
using Realtime.Replay.Plan;
using Realtime.Replay.Sending;

namespace Realtime.Tests.Replay;

/// <summary>Pace, registration and resumption of the replayer on a clock that only the test moves.</summary>
public sealed class ReplayerTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));

    private static ReplayOptions At(double speed) => new() { Clock = new ReplayClock(Start), Speed = ReplaySpeed.Times(speed) };

    [Fact]
    public async Task RowsAreSentWhenTheyAreDueAndNotBefore()
    {
        SentRecords sent = new(1, _time);
        DateTimeOffset begin = _time.GetUtcNow();
        Replayer replayer = new([new MadeRecording("gauge", 0, 10, 60)], At(600), sent, OpenReplayGate.Instance, _time);
        Task run = replayer.RunAsync(CancellationToken.None);

        await AdvanceUntilAsync(() => run.IsCompleted);
        await run;

        Assert.Equal(
            [0, 1, 6],
            sent.All.Where(item => item.Record.Item.Reading is not null).Select(item => (item.Record.IntendedAt - begin).TotalSeconds));
        Assert.All(sent.All, item => Assert.True(item.At >= item.Record.IntendedAt));
        Assert.Equal(3, replayer.Progress.ReadingsSent);
        Assert.Equal(3, replayer.Progress.ReadingsTotal);
        Assert.True(replayer.Progress.Finished);
    }

    [Fact]
    public async Task NothingIsSentAheadOfTheSchedule()
    {
        SentRecords sent = new(1, _time);
        Task run = new Replayer([new MadeRecording("gauge", 0, 10, 60)], At(600), sent, OpenReplayGate.Instance, _time).RunAsync(CancellationToken.None);

        await UntilAsync(() => Count(sent) == 1);
        DateTimeOffset begin = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromMilliseconds(999));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await UntilAsync(() => Count(sent) == 2);
        Assert.Equal(begin.AddSeconds(1), sent.All.Where(item => item.Record.Item.Reading is not null).Skip(1).First().At);

        await AdvanceUntilAsync(() => run.IsCompleted);
        await run;
    }

    [Fact]
    public async Task ASenderThatIsHeldUpSaysHowLateItIsAndCatchesUpWithoutShiftingItsSchedule()
    {
        SlowSink slow = new(_time);
        Replayer replayer = new([new MadeRecording("gauge", 0, 10, 60)], At(600), slow, OpenReplayGate.Instance, _time);
        Task run = replayer.RunAsync(CancellationToken.None);
        await AdvanceUntilAsync(() => run.IsCompleted);
        await run;

        Assert.True(replayer.Progress.LagMax >= TimeSpan.FromSeconds(2), $"the worst lag was {replayer.Progress.LagMax}");
        Assert.True(replayer.Progress.Lag < TimeSpan.FromSeconds(1), $"the last item was {replayer.Progress.Lag} late");
    }

    [Fact]
    public async Task RegistrationsAreSafeAndAppliedBeforeTheFirstRow()
    {
        SentRecords sent = new(3, _time);
        Gate gate = new(sent);
        await new Replayer([new MadeRecording("a", 0), new MadeRecording("b", 0)], At(1), sent, gate, _time).RunAsync(CancellationToken.None);

        Assert.Equal(["sensor/a-1", "sensor/b-1"], gate.Keys.Select(key => key.ToString()));
        Assert.Equal((2, 1), gate.SentAndFlushed);
        Assert.All(sent.Records.Take(2), record => Assert.Equal(Topics.Registry, record.Topic));
        Assert.All(sent.Records.Take(2), record => Assert.Equal(Partitioning.PartitionOf(record.Key, 3), record.Partition));
        Assert.DoesNotContain(sent.Records.Skip(2), record => record.Topic == Topics.Registry);
    }

    [Fact]
    public async Task ARunThatGoesOnDoesNotWaitForTheChannelWithTheOldestRow()
    {
        SentRecords sent = new(1, _time);
        DateTimeOffset begin = _time.GetUtcNow();
        Gate gate = new(sent) { Positions = { ["over"] = 1, ["live"] = 2 } };
        Replayer replayer = new([new MadeRecording("over", 0, 10), new MadeRecording("live", 0, 10, 600, 601)], At(60), sent, gate, _time);
        Task run = replayer.RunAsync(CancellationToken.None);
        await AdvanceUntilAsync(() => run.IsCompleted);
        await run;

        (OutgoingRecord record, _) = Assert.Single(sent.All, item => item.Record.Item.Reading is not null);
        Assert.Equal(1, (record.IntendedAt - begin).TotalSeconds);
    }

    [Fact]
    public async Task RowsAtOrBeforeTheDurablePositionAreSkipped()
    {
        SentRecords sent = new(1, _time);
        Gate gate = new(sent) { Positions = { ["a"] = 1 } };
        Replayer replayer = new([new MadeRecording("a", 0, 1, 2), new MadeRecording("b", 0, 1)], At(1e9), sent, gate, _time);
        Task run = replayer.RunAsync(CancellationToken.None);
        await AdvanceUntilAsync(() => run.IsCompleted);
        await run;

        Assert.Equal(["a/2"], sent.Readings.Select(Origin).Where(origin => origin.StartsWith('a')));
        Assert.Equal(["b/0", "b/1"], sent.Readings.Select(Origin).Where(origin => origin.StartsWith('b')));
        Assert.Equal(3, replayer.Progress.ReadingsTotal);

        static string Origin(Reading reading) => $"{reading.Origin!.Source}/{reading.Origin.Sequence}";
    }

    [Fact]
    public async Task CancellationStopsTheRunWhileItWaits()
    {
        using CancellationTokenSource stop = new();
        SentRecords sent = new(1, _time);
        Task run = new Replayer([new MadeRecording("gauge", 0, 10)], At(1), sent, OpenReplayGate.Instance, _time).RunAsync(stop.Token);
        await UntilAsync(() => Count(sent) == 1);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(1, Count(sent));
    }

    private static int Count(SentRecords sent)
    {
        lock (sent.All)
        {
            return sent.Readings.Count();
        }
    }

    private async Task AdvanceUntilAsync(Func<bool> condition) => await UntilAsync(() =>
    {
        _time.Advance(TimeSpan.FromMilliseconds(50));
        return condition();
    });

    private static async Task UntilAsync(Func<bool> condition)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Takes three seconds of the test's clock for the second reading.</summary>
    private sealed class SlowSink(FakeTimeProvider time) : ITelemetrySink
    {
        private int _readings;

        public int Partitions => 1;

        public async ValueTask SendAsync(OutgoingRecord record, CancellationToken cancellation)
        {
            if (record.Item.Reading is not null && ++_readings == 2)
            {
                TaskCompletionSource passed = new();
                await using ITimer timer = time.CreateTimer(_ => passed.SetResult(), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
                await passed.Task.WaitAsync(cancellation);
            }
        }

        public Task FlushAsync(CancellationToken cancellation) => Task.CompletedTask;
    }

    private sealed class Gate(SentRecords sent) : IReplayGate
    {
        public Dictionary<string, long> Positions { get; } = [];

        public IReadOnlyCollection<ThingKey> Keys { get; private set; } = [];

        public (int Sent, int Flushed) SentAndFlushed { get; private set; }

        public Task RegistrationsAppliedAsync(IReadOnlyCollection<ThingKey> keys, CancellationToken cancellation)
        {
            Keys = keys;
            SentAndFlushed = (sent.All.Count, sent.Flushes);
            return Task.CompletedTask;
        }

        public Task<IReadOnlyDictionary<string, long>> DurablePositionsAsync(CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyDictionary<string, long>>(Positions);
    }
}
