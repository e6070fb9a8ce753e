using Realtime.Domain;

namespace Realtime.Domain.Tests;

/// <summary>What makes a replay harmless: a thing knows what it has taken, by position, by origin and by registry position.</summary>
public sealed class ThingTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 3, 4, 0, 0, TimeSpan.FromHours(9));
    private static readonly IThingMachine Machine = ThingMachines.For(ThingKind.Sensor);
    private readonly StepOutput _output = new();

    [Fact]
    public void A_position_that_was_applied_changes_nothing()
    {
        Thing once = Take(Empty(), 12, new Position(5, 0));
        int alerts = _output.Alerts.Count;

        Thing again = once.Take(Machine, Reading(12), new Position(5, 0), null, _output, out TakeOutcome outcome);

        Assert.Equal(TakeOutcome.Replayed, outcome);
        Assert.Same(once, again);
        Assert.Equal(alerts, _output.Alerts.Count);
    }

    [Fact]
    public void An_origin_that_was_applied_is_recognised_behind_another_position_and_another_logs_is_not()
    {
        Thing once = Take(Empty(), 12, new Position(5, 0), new Origin("log-1/telemetry.sensor/3", 70));

        once.Take(Machine, Reading(13, new Origin("log-1/telemetry.sensor/3", 70)), new Position(6, 0), null, _output, out TakeOutcome repeated);
        once.Take(Machine, Reading(13, new Origin("log-2/telemetry.sensor/3", 7)), new Position(7, 0), null, _output, out TakeOutcome fresh);

        Assert.Equal(TakeOutcome.Repeated, repeated);
        Assert.Equal(TakeOutcome.Applied, fresh);
    }

    /// <summary>Named at 4 h, the list of 5 h leaves it out; the lists of 4 h and earlier cannot, however often they are read.</summary>
    [Fact]
    public void A_list_that_named_it_cannot_have_left_it_out()
    {
        Thing thing = Empty().Register(Machine, Registration(5) with { Water = new WaterSettings { Confirm = false, AbsentClearsBelow = 4 } }, new Position(0, 0), null, _output);
        thing = thing.Take(Machine, Reading(6) with { ReportedTime = Start.AddMinutes(1) }, new Position(1, 0), null, _output, out _);
        Thing named = thing.Take(Machine, Absent(Start.AddMinutes(1)), new Position(2, 0), null, _output, out _);
        Assert.Equal(["Raised"], _output.Alerts.Select(change => change.Kind.ToString()));
        Assert.Equal(thing with { Position = new Position(2, 0) }, named);

        named.Take(Machine, Absent(Start.AddMinutes(61)), new Position(3, 0), null, _output, out _).Take(Machine, Absent(Start.AddMinutes(61)), new Position(4, 0), null, _output, out _);
        Assert.Equal(["Raised", "Resolved"], _output.Alerts.Select(change => change.Kind.ToString()));
        Assert.Contains("no longer in the source's list", _output.Alerts[1].Text, StringComparison.Ordinal);
    }

    private static SensorReading Absent(DateTimeOffset list) => new() { ThingId = "gauge", Time = list, ReportedTime = list, Quality = Quality.Absent };

    [Fact]
    public void Registrations_read_again_do_not_raise_a_second_episode()
    {
        Registration low = Registration(5);
        Registration high = Registration(20);
        Thing thing = Empty().Register(Machine, low, new Position(0, 0), null, _output);
        thing = Take(thing, 12, new Position(0, 0));
        thing = thing.Register(Machine, high, new Position(1, 0), null, _output);
        string[] live = [.. _output.Alerts.Select(change => $"{change.AlertId} {change.Sequence}")];
        Assert.Equal(2, live.Length); // Raised by the first, resolved by the second.

        Thing replayed = thing.Register(Machine, low, new Position(0, 0), null, _output).Register(Machine, high, new Position(1, 0), null, _output);

        Assert.Same(thing, replayed);
        Assert.Equal(live, _output.Alerts.Select(change => $"{change.AlertId} {change.Sequence}"));
    }

    [Fact]
    public void A_drills_channel_never_becomes_the_things_channel()
    {
        Thing thing = Empty().Take(Machine, Reading(1) with { Source = "real" }, new Position(0, 0), null, _output, out _);

        thing = thing.Take(Machine, Reading(1) with { Source = "drill", Drill = true, Time = Start.AddMinutes(1) }, new Position(1, 0), null, _output, out _);

        Assert.Equal("real", thing.Source);
    }

    private static Thing Empty() => Thing.New(new ThingKey(ThingKind.Sensor, "gauge"), Machine);

    private static Registration Registration(double threshold) => new()
    {
        Key = new ThingKey(ThingKind.Sensor, "gauge"),
        Thresholds = new StageThresholds([new StageThreshold(3, threshold, "避難判断水位")], 0.1),
        Water = Stations.Credulous,
    };

    private static SensorReading Reading(double level, Origin? origin = null) =>
        new() { ThingId = "gauge", Time = Start, Type = SensorType.RiverLevel, Value = level, Origin = origin };

    private Thing Take(Thing thing, double level, Position position, Origin? origin = null) =>
        thing.Take(Machine, Reading(level, origin), position, null, _output, out _);
}
