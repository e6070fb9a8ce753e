using Microsoft.Extensions.Time.Testing;
using Realtime.Cluster.Startup;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Tests.Failures;

/// <summary>A node's clock that is wrong by a quarter of an hour, and what the receiving clock makes of it.</summary>
public sealed class WrongClockTests
{
    private static readonly DateTimeOffset Now = new(2026, 9, 12, 18, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Wrong = TimeSpan.FromMinutes(15);

    [Fact]
    public void A_clock_that_is_behind_refuses_right_readings_until_it_is_compared()
    {
        CheckedClock clock = new(new FakeTimeProvider(Now - Wrong));
        Assert.Equal(RejectReason.TooFarInFuture, Read(Now, clock));

        clock.Compared(Wrong);
        Assert.Equal(Now, clock.GetUtcNow());
        Assert.Null(Read(Now, clock));
        Assert.Equal(RejectReason.TooFarInFuture, Read(Now + Wrong, clock)); // A sender whose clock is wrong is still refused.
    }

    [Fact]
    public void A_reference_that_is_behind_and_differences_of_seconds_change_nothing()
    {
        CheckedClock clock = new(new FakeTimeProvider(Now));
        clock.Compared(-Wrong);
        Assert.Equal(Now, clock.GetUtcNow());
        clock.Compared(CheckedClock.ToleratedMax);
        Assert.Equal(Now, clock.GetUtcNow());
        clock.Compared(Wrong);
        clock.Compared(TimeSpan.Zero); // Mended: the machine's clock counts again.
        Assert.Equal(Now, clock.GetUtcNow());
    }

    [Fact]
    public void Spans_and_timers_are_the_machines_own()
    {
        FakeTimeProvider own = new(Now);
        CheckedClock clock = new(own);
        long started = clock.GetTimestamp();
        clock.Compared(Wrong);
        own.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(3), clock.GetElapsedTime(started));
    }

    private static RejectReason? Read(DateTimeOffset time, CheckedClock clock)
    {
        SensorReading reading = new() { ThingId = "gauge", Time = time, Type = SensorType.RiverLevel, Value = 1 };
        List<LogEntry> entries = [];
        TelemetryCodec.Decode(1, 0, 1, "gauge"u8, TelemetryEncoder.Encode(reading), 0, clock.GetUtcNow(), entries);
        return Assert.Single(entries).Item.Rejection?.Reason;
    }
}
