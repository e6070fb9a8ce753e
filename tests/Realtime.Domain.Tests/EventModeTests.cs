using Realtime.Domain;

namespace Realtime.Domain.Tests;

/// <summary>A planned time changes thresholds on event time, says so in the alert, and ends by itself.</summary>
public sealed class EventModeTests
{
    private static readonly DateTimeOffset Start = new(2026, 10, 3, 15, 0, 0, TimeSpan.FromHours(9));
    private static readonly ThingKey Gate = new(ThingKind.Sensor, "gate-3");
    private static readonly StageThresholds Usual = new([new StageThreshold(2, 2, "注意")], 0.1);
    private static readonly StageThresholds Match = new([new StageThreshold(2, 1, "試合")], 0.1);
    private static readonly EventMode Mode = new("home match", Start.AddHours(1), Start.AddHours(3)) { Thresholds = Match };

    [Fact]
    public void Within_the_window_the_other_thresholds_hold_and_the_alert_names_the_mode()
    {
        AlertChange[] alerts = Run((30, 1.5), (60, 1.5), (90, 1.6), (179, 1.6), (180, 1.5));

        Assert.Equal([AlertChangeKind.Raised, AlertChangeKind.Resolved], alerts.Select(change => change.Kind));
        Assert.Equal(Start.AddMinutes(60), alerts[0].Time); // From is part of it,
        Assert.Equal(Start.AddMinutes(180), alerts[1].Time); // To is not.
        Assert.Contains("試合", alerts[0].Text, StringComparison.Ordinal);
        Assert.EndsWith("event mode home match in force", alerts[0].Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("event mode", alerts[1].Evidence, StringComparison.Ordinal);
        Assert.Contains("the thresholds changed under the open alert", alerts[1].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replay_gives_the_same_alerts_with_the_same_ids() =>
        Assert.Equal(Run((30, 1.5), (60, 1.5), (180, 1.5)), Run((30, 1.5), (60, 1.5), (180, 1.5)));

    [Fact]
    public void Who_is_told_can_change_but_never_for_a_household()
    {
        EventMode told = Mode with { Audience = Audience.Family };
        StepContext sensor = new(Gate, Registered(told), null);
        Assert.Equal(Audience.Family, EventRule.At(sensor, Start.AddHours(2)).Mode!.Audience);
        AlertChange raised = Run(Registered(told), (60, 1.5)).Single();
        Assert.Equal(Audience.Family, raised.Audience);

        ThingKey home = new(ThingKind.Household, "tv");
        IThingMachine machine = ThingMachines.For(ThingKind.Household);
        var output = new StepOutput();
        Registration watched = new() { Key = home, NoViewingLimit = TimeSpan.FromHours(1), Events = new EventSchedule([new EventMode("x", Start, Start.AddDays(1)) { Audience = Audience.Operators }]) };
        var channel = new ChannelView("plugs", Start.AddHours(3), Start);
        IThingState state = machine.Initial;
        for (int minute = 0; minute <= 90; minute += 5)
        {
            state = machine.OnReading(state, new HouseholdReading { ThingId = "tv", Time = Start.AddMinutes(minute), Viewing = minute == 0 }, new StepContext(home, watched, channel), output);
        }

        machine.OnReading(state, new HouseholdReading { ThingId = "tv", Time = Start.AddMinutes(95), Viewing = true }, new StepContext(home, watched, channel), output);
        Assert.All(output.Alerts.Where(change => change.Rule == Rules.NoViewing), change => Assert.Equal(Audience.Family, change.Audience));
        Assert.Contains(output.Alerts, change => change.Rule == Rules.NoViewing);
    }

    [Fact]
    public void Where_two_overlap_the_first_one_wins_and_a_retired_thing_has_none()
    {
        EventMode other = new("festival", Start, Start.AddDays(1)) { Thresholds = Usual };
        StepContext both = new(Gate, Registered(Mode, other), null);
        Assert.Equal("home match", EventRule.At(both, Start.AddHours(2)).Mode!.Name);
        Assert.Equal("festival", EventRule.At(both, Start.AddHours(4)).Mode!.Name);
        Assert.Null(EventRule.At(both with { Registration = Registered(Mode) with { Retired = true } }, Start.AddHours(2)).Mode);
        Assert.Null(EventRule.At(both, Start.AddMinutes(-1)).Mode);
    }

    /// <summary>Usual limit 5,000 / 4,500 persons/h; at the festival from 16 to 18 h 12,000, ending below nine tenths of it.</summary>
    [Fact]
    public void A_place_has_other_crowd_limits_for_the_planned_time()
    {
        EventMode festival = Mode with { Thresholds = null, Crowd = new EventCrowd { LimitPersonsPerH = 12_000 } };
        var crowd = new CrowdSettings { Interval = TimeSpan.FromMinutes(30), LimitPersonsPerH = 5000, ClearPersonsPerH = 4500 };
        Registration square = Registered(festival) with { Thresholds = null, SensorType = SensorType.People, Crowd = crowd };
        AlertChange[] alerts = Run(square, Rules.CrowdFlow, (30, 2600), (60, 2600), (90, 6100), (120, 5500), (150, 5390), (180, 2600), (210, 2249));

        Assert.Equal(["Raised 30", "Resolved 60", "Raised 90", "Resolved 150", "Raised 180", "Resolved 210"], alerts.Select(change => $"{change.Kind} {(change.Time - Start).TotalMinutes}"));
        Assert.Contains("limit 12,000 persons/h, ends below 10,800 persons/h", alerts[1].Evidence, StringComparison.Ordinal);
        Assert.Contains("the limit changed under the open alert, before: 5,000 persons/h", alerts[1].Evidence, StringComparison.Ordinal);
        Assert.EndsWith("event mode home match in force", alerts[2].Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("event mode", alerts[4].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Crowd_limits_of_an_event_are_laid_over_the_registered_ones()
    {
        var place = new CrowdSettings { Counts = CrowdCounts.Present, AreaM2 = 100, LimitPersonsPerM2 = 4, ClearPersonsPerM2 = 3, Unusual = true };
        Assert.Equal(place with { Unusual = false }, new EventCrowd { Unusual = false }.Over(place));
        Assert.Equal(place with { LimitPersonsPerM2 = 5, ClearPersonsPerM2 = null }, new EventCrowd { LimitPersonsPerM2 = 5 }.Over(place));
        Assert.Equal(place with { LimitPersonsPerM2 = 5, ClearPersonsPerM2 = 2 }, new EventCrowd { LimitPersonsPerM2 = 5, ClearPersonsPerM2 = 2 }.Over(place));
        Assert.Null(new EventCrowd { LimitPersonsPerM2 = 5 }.Over(null));
    }

    [Fact]
    public void A_schedule_is_equal_by_content() =>
        Assert.Equal(Registered(Mode), Registered(Mode with { Thresholds = new StageThresholds([new StageThreshold(2, 1, "試合")], 0.1) }) with { Contacts = Registered(Mode).Contacts });

    private static readonly IReadOnlyList<Contact> NoContacts = [];

    private static Registration Registered(params EventMode[] modes) =>
        new() { Key = Gate, Name = "Gate 3", Thresholds = Usual, Contacts = NoContacts, Events = new EventSchedule(modes) };

    private static AlertChange[] Run(params (int Minute, double Value)[] readings) => Run(Registered(Mode), readings);

    private static AlertChange[] Run(Registration registration, params (int Minute, double Value)[] readings) => Run(registration, Rules.Stage, readings);

    private static AlertChange[] Run(Registration registration, string rule, params (int Minute, double Value)[] readings)
    {
        IThingMachine machine = ThingMachines.For(ThingKind.Sensor);
        var output = new StepOutput();
        IThingState state = machine.Initial;
        foreach ((int minute, double value) in readings)
        {
            var reading = new SensorReading { ThingId = Gate.Id, Time = Start.AddMinutes(minute), Type = registration.SensorType ?? SensorType.RiverLevel, Value = value };
            state = machine.OnReading(state, reading, new StepContext(Gate, registration, null), output);
        }

        return [.. output.Alerts.Where(change => change.Rule == rule)];
    }
}
