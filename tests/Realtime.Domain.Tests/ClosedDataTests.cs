using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Domain.Tests;

/// <summary>A wearable with closed data: whatever rule speaks, no value leaves the thing. Usual values lie about 71.93, unusual ones are 183.57 bpm.</summary>
public sealed class ClosedDataTests
{
    private const double Alarming = 183.57;
    private static readonly ThingKey Key = new(ThingKind.Sensor, "band-7");
    private static readonly IThingMachine Machine = ThingMachines.For(ThingKind.Sensor);
    private static readonly DateTimeOffset Start = new(2026, 6, 2, 0, 0, 0, TimeSpan.FromHours(9));
    private static readonly Registration Open = new()
    {
        Key = Key,
        Name = "Band 7",
        SensorType = SensorType.Scalar,
        Source = "bands",
        SilenceLimit = TimeSpan.FromHours(1),
        Anomaly = new AnomalySettings { ForFamily = true },
        Thresholds = new StageThresholds([new StageThreshold(2, 150, "HIGH")], 5),
    };

    [Fact]
    public void No_value_leaves_it_by_any_rule()
    {
        (Thing thing, StepOutput output) = Run(Open with { Closed = true });
        Assert.Equal([Rules.Anomaly, Rules.Silence, Rules.Stage], output.Alerts.Select(change => change.Rule).Distinct().Order(StringComparer.Ordinal));
        Assert.All(output.Results, point => Assert.Equal((Measurements.Closed, Fields.AlertLevel), (point.Measurement, Assert.Single(point.Fields).Name)));
        Assert.Equal([0, 2], output.Results.Select(point => point.Fields[0].Value).Distinct().Order());
        Assert.All(output.Results, point => Assert.Empty(point.Texts));
        ThingView view = Machine.Describe(thing.State, new StepContext(Key, thing.Registration, null));
        Assert.Empty(view.Fields);

        string everything = JsonSerializer.Serialize(new { output.Alerts, output.Results, output.Words, view });
        foreach (string number in new[] { "183", "71.", "72.", "150", "bpm", "HIGH" })
        {
            Assert.DoesNotContain(number, everything, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_happened_is_said_without_numbers_and_to_the_same_people()
    {
        (_, StepOutput closed) = Run(Open with { Closed = true });
        (_, StepOutput open) = Run(Open);
        Assert.Contains(open.Alerts, change => change.Text.Contains("183.57", StringComparison.Ordinal));
        Assert.Equal(
            open.Alerts.Select(change => (change.AlertId, change.Sequence, change.Kind, change.ToLevel, change.Time, change.Audience)),
            closed.Alerts.Select(change => (change.AlertId, change.Sequence, change.Kind, change.ToLevel, change.Time, change.Audience)));
        AlertChange unusual = closed.Alerts.First(change => change.Rule == Rules.Anomaly);
        Assert.Equal(("Band 7: unusual at 2026-06-03 01:00Z", Audience.Family), (unusual.Text, unusual.Audience));
        Assert.Equal("Band 7: a threshold, level 2 at 2026-06-03 01:00Z", closed.Alerts.First(change => change.Rule == Rules.Stage).Text);
    }

    [Fact]
    public void What_ends_without_an_all_clear_still_says_so()
    {
        (Thing thing, StepOutput output) = Run(Open with { Closed = true });
        thing.Register(Machine, Open with { Closed = true, Retired = true }, new Position(5, 0), null, output);
        Assert.Contains("a threshold is over at", output.Alerts[^1].Text + output.Alerts[^2].Text + output.Alerts[^3].Text, StringComparison.Ordinal);
        Assert.All(output.Alerts.TakeLast(2).Where(change => change.Rule != Rules.Silence), change => Assert.EndsWith("this is not an all-clear", change.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_reading_is_kept_without_its_values() => Assert.Equal(
        new SensorReading { ThingId = "band-7", Time = Start, Type = SensorType.Scalar, Unit = "bpm" },
        new SensorReading { ThingId = "band-7", Time = Start, Type = SensorType.Scalar, Unit = "bpm", Value = Alarming, Thresholds = Open.Thresholds }.WithoutValues());

    /// <summary>400 usual values five minutes apart, 30 alarming ones, then two hours of silence.</summary>
    private static (Thing Thing, StepOutput Output) Run(Registration registration)
    {
        var output = new StepOutput();
        var noise = new Random(3);
        Thing thing = Thing.New(Key, Machine).Register(Machine, registration, new Position(0, 0), null, output);
        for (int i = 0; i < 430; i++)
        {
            double value = i < 408 ? Math.Round(71.93 + (noise.NextDouble() - 0.5), 2) : Alarming;
            var reading = new SensorReading { ThingId = Key.Id, Time = Start.AddMinutes(5 * i), Type = SensorType.Scalar, Unit = "bpm", Value = value, Source = "bands" };
            thing = thing.Take(Machine, reading, new Position(i, 0), new ChannelView("bands", reading.Time, Start), output, out _);
        }

        return (thing.Expire(Machine, new ChannelView("bands", Start.AddMinutes(5 * 430).AddHours(2), Start), output), output);
    }
}
