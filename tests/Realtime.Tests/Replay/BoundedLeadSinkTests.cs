using Microsoft.Extensions.Time.Testing;
using Realtime.Domain;
using Realtime.Replay;
using Realtime.Replay.Sending;

namespace Realtime.Tests.Replay;

/// <summary>A replay does not run away from a receiver that stores slowly.</summary>
public sealed class BoundedLeadSinkTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task ARowWaitsUntilTheReceiverHasStoredEnough()
    {
        SentRecords sent = new(1, _time);
        StoringGate gate = new();
        BoundedLeadSink bounded = new(sent, gate, 20_000, _time);

        await bounded.SendAsync(Row(19_999), CancellationToken.None);
        Task waiting = bounded.SendAsync(Row(20_000), CancellationToken.None).AsTask();
        Assert.Single(sent.All);

        gate.Stored["r"] = 5;
        _time.Advance(TimeSpan.FromSeconds(1));
        await waiting.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal([19_999, 20_000], sent.Readings.Select(reading => reading.Origin!.Sequence));
        await bounded.SendAsync(Row(20_005), CancellationToken.None);
        Assert.Equal(2, gate.Asked);
    }

    [Fact]
    public async Task HeartbeatsNeverWait()
    {
        SentRecords sent = new(1, _time);
        BoundedLeadSink bounded = new(sent, new StoringGate(), 0, _time);
        ChannelBeat beat = new() { ChannelId = "r", Time = _time.GetUtcNow(), ExpectedInterval = TimeSpan.FromMinutes(1), SourcePosition = 1_000_000 };

        await bounded.SendAsync(Record(new LogItem { Beat = beat }), CancellationToken.None);

        Assert.Single(sent.All);
    }

    private OutgoingRecord Row(long number) => Record(new LogItem
    {
        Reading = new SensorReading { ThingId = "a", Time = _time.GetUtcNow(), Origin = new Origin("r", number) },
    });

    private OutgoingRecord Record(LogItem item) => new() { Topic = Topics.Sensor, Partition = 0, Key = "a", Item = item, IntendedAt = _time.GetUtcNow() };

    private sealed class StoringGate : IReplayGate
    {
        public Dictionary<string, long> Stored { get; } = [];

        public int Asked { get; private set; }

        public Task RegistrationsAppliedAsync(IReadOnlyCollection<ThingKey> keys, CancellationToken cancellation) => Task.CompletedTask;

        public Task<IReadOnlyDictionary<string, long>> DurablePositionsAsync(CancellationToken cancellation)
        {
            Asked++;
            return Task.FromResult<IReadOnlyDictionary<string, long>>(Stored.ToDictionary());
        }
    }
}
