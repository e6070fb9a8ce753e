using System.Globalization;
using Realtime.Domain;
using static Realtime.Domain.Tests.Crowds.Places;

namespace Realtime.Domain.Tests.Crowds;

/// <summary>What is usual, and what is unusual.</summary>
public class WeeklyProfileTests
{
    private static readonly CrowdSettings Hourly = new() { Unusual = true, UnusualMinPersons = 500 };

    [Theory]
    [InlineData("2026-06-01T01:00:00+09:00", 0)] // Monday 00 to 01 h
    [InlineData("2026-06-01T00:00:00+09:00", 167)] // Sunday 23 to 24 h
    [InlineData("2026-06-06T23:00:00+09:00", 142)]
    [InlineData("2026-06-06T14:00:00Z", 133)] // the clock is the one the time is sent with
    public void A_count_belongs_to_the_hour_it_covers(string end, int slot) =>
        Assert.Equal(slot, WeeklyProfile.Empty(TimeSpan.FromHours(1)).SlotOf(DateTimeOffset.Parse(end, CultureInfo.InvariantCulture)));

    [Fact]
    public void Shorter_intervals_have_half_hours()
    {
        WeeklyProfile profile = WeeklyProfile.Empty(TimeSpan.FromMinutes(5));
        Assert.Equal(336, profile.Count);
        Assert.Equal([0, 0, 1, 1], new[] { 5, 30, 35, 60 }.Select(minute => profile.SlotOf(Monday.AddMinutes(minute))));
    }

    [Fact]
    public void One_festival_does_not_make_the_next_week_usual_but_a_market_does()
    {
        WeeklyProfile profile = WeeklyProfile.Empty(TimeSpan.FromHours(1));
        for (int week = 0; week < 8; week++)
        {
            profile = profile.Learn(5, 10 + week % 2).Learn(6, 1);
        }

        double before = profile[5].Mean;
        Assert.InRange(profile.Learn(5, 90)[5].Mean, before, before + 2);
        for (int week = 0; week < 12; week++)
        {
            profile = profile.Learn(5, 90).Learn(6, 1);
        }

        Assert.InRange(profile[5].Mean, 60, 95);
        Assert.Equal(20, profile[5].Weeks);
    }

    [Fact]
    public void A_week_counts_once_however_many_counts_its_half_hour_has()
    {
        WeeklyProfile profile = WeeklyProfile.Empty(TimeSpan.FromMinutes(5));
        for (int i = 0; i < 6; i++)
        {
            profile = profile.Learn(0, 4);
        }

        Assert.Equal((4.0, 1), (profile[0].Mean, profile[0].Weeks));
        Assert.Equal(2, profile.Learn(1, 4).Learn(0, 4)[0].Weeks);
    }

    [Fact]
    public void An_hour_never_seen_borrows_from_the_same_hour_of_other_days()
    {
        WeeklyProfile profile = WeeklyProfile.Empty(TimeSpan.FromHours(1)).Learn(9, 10).Learn(33, 20);
        Assert.Equal(15, profile.Usual(57));
        Assert.Equal(10, profile.Usual(9));
        Assert.Null(profile.Usual(10));
    }

    [Fact]
    public void Bytes_come_back_whole_and_anything_else_is_refused()
    {
        CrowdState state = new() { Profile = WeeklyProfile.Empty(TimeSpan.FromMinutes(20)).Learn(335, 1000).Learn(3, 12.34) };
        byte[] stored = ThingStateJson.Write(ThingKind.Sensor, new SensorState { Crowd = state });
        Assert.Equal(new SensorState { Crowd = state }, ThingStateJson.Read(ThingKind.Sensor, stored));
        Assert.Throws<InvalidDataException>(() => ThingStateJson.Read(ThingKind.Sensor, [ThingStateJson.Version, .. """{"crowd":{"profile":"AQAA"}}"""u8]));
        Assert.Throws<InvalidDataException>(() => ThingStateJson.Read(ThingKind.Sensor, [ThingStateJson.Version, .. """{"crowd":{"profile":"AhAOAAAAAAAA"}}"""u8]));
    }

    [Fact]
    public void Many_more_than_usual_raise_once_four_weeks_were_seen()
    {
        foreach ((int weeks, bool raised) in new[] { (3, false), (4, true) })
        {
            ThingDriver driver = Learned(Hourly, weeks);
            Assert.Empty(driver.Alerts);
            driver.Read(Count(Monday.AddHours(weeks * 168 + 1), 2500));
            Assert.Equal(raised ? ["Raised 0>1"] : [], driver.Changes(Rules.CrowdUnusual));
        }
    }

    [Fact]
    public void It_stays_raised_until_half_of_the_ratio_is_left()
    {
        ThingDriver driver = Learned(Hourly, 6);
        driver.Read(Count(Monday.AddHours(6 * 168 + 1), 2500)); // usually about 110
        driver.Read(Count(Monday.AddHours(6 * 168 + 2), 500));
        driver.Read(Count(Monday.AddHours(6 * 168 + 3), 449));
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes(Rules.CrowdUnusual));
        Assert.Equal(Monday.AddHours(6 * 168 + 3), driver.Alerts[1].Time);
        Assert.StartsWith("Square: unusually many people, 2,500 persons, Monday 00:00 to 01:00, usual 1", driver.Alerts[0].Text, StringComparison.Ordinal);
        Assert.Contains("learned from 6 weeks", driver.Alerts[0].Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9, 2400)] // three times are 2,700
    [InlineData(1, 480)] // below the least number
    public void Large_alone_is_not_unusual(int hour, double persons)
    {
        ThingDriver driver = Learned(Hourly, 6);
        for (int h = 0; h < hour; h++)
        {
            driver.Read(Count(Monday.AddHours(6 * 168 + h + 1), h == hour - 1 ? persons : Usual(h)));
        }

        Assert.Empty(driver.Alerts);
    }

    [Fact]
    public void The_rule_is_off_unless_it_is_switched_on_and_switching_it_off_ends_it()
    {
        ThingDriver driver = Learned(Hourly with { Unusual = false }, 6);
        driver.Read(Count(Monday.AddHours(6 * 168 + 1), 2500));
        Assert.Empty(driver.Alerts);
        driver.Register(Registered(Hourly));
        driver.Read(Count(Monday.AddHours(6 * 168 + 2), 2500));
        driver.Register(Registered(Hourly with { Unusual = false }));
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes(Rules.CrowdUnusual));
    }

    [Fact]
    public void Counts_of_another_interval_start_a_new_profile()
    {
        ThingDriver driver = Learned(Hourly, 5);
        driver.Register(Registered(Hourly with { Interval = TimeSpan.FromMinutes(30) }));
        driver.Read(Count(Monday.AddHours(5 * 168 + 1), 2500));
        Assert.Equal(1, ((SensorState)driver.State).Crowd!.Profile!.SameHour(1).Sum(slot => slot.Weeks));
        Assert.Empty(driver.Alerts);
    }
}
