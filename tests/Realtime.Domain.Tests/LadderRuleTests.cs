namespace Realtime.Domain.Tests;

/// <summary>The ladder by hand-worked times: who is next, when, and what stops it.</summary>
public sealed class LadderRuleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.FromHours(9));

    private static readonly FamilySettings Two = new()
    {
        ContactWaits = [TimeSpan.FromMinutes(30), TimeSpan.FromHours(2)],
        MunicipalityWait = TimeSpan.FromHours(4),
        AskResident = true,
    };

    private static readonly FamilyCase Begun = new() { Id = "a", Thing = new ThingKey(ThingKind.Household, "h-1"), Since = Noon.AddHours(-24), OpenedAt = Noon };

    [Fact]
    public void The_resident_is_asked_first_then_each_contact_waits_for_the_one_before_and_the_municipality_is_last()
    {
        Assert.Equal(new LadderStep(LadderRule.Resident, Noon), LadderRule.Next(Begun, Two));

        FamilyCase asked = Begun with { AskedAt = Noon.AddMinutes(1) };
        Assert.Equal(new LadderStep(0, Noon.AddMinutes(31)), LadderRule.Next(asked, Two));

        FamilyCase first = asked with { NextStep = 1, LastStepAt = Noon.AddMinutes(31) };
        Assert.Equal(new LadderStep(1, Noon.AddMinutes(151)), LadderRule.Next(first, Two));

        FamilyCase second = first with { NextStep = 2, LastStepAt = Noon.AddMinutes(151) };
        Assert.Equal(new LadderStep(FamilyLetter.Municipality, Noon.AddMinutes(391)), LadderRule.Next(second, Two));

        Assert.Null(LadderRule.Next(second with { NextStep = FamilyLetter.Municipality + 1 }, Two));
    }

    [Fact]
    public void Whoever_is_not_asked_is_not_waited_for()
    {
        FamilySettings silent = Two with { AskResident = false };

        Assert.Equal(new LadderStep(0, Noon.AddMinutes(30)), LadderRule.Next(Begun, silent));
        Assert.Equal(new LadderStep(FamilyLetter.Municipality, Noon), LadderRule.Next(Begun, silent with { ContactWaits = [] }));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, FamilyLetter.Municipality)]
    public void A_step_that_came_to_nothing_is_followed_at_once(int next, int step)
    {
        FamilyCase hurried = Begun with { AskedAt = Noon, NextStep = next, LastStepAt = next == 0 ? null : Noon, Hurry = true };

        Assert.Equal(new LadderStep(step, Noon), LadderRule.Next(hurried, Two));
    }

    [Fact]
    public void Acknowledged_over_or_no_alert_at_all_nobody_is_next()
    {
        Assert.Null(LadderRule.Next(Begun with { AcknowledgedBy = "contact 1" }, Two));
        Assert.Null(LadderRule.Next(Begun with { SuppressedBy = "duty" }, Two));
        Assert.Null(LadderRule.Next(Begun with { End = FamilyCaseEnd.Absent }, Two));
        Assert.Null(LadderRule.Next(Begun with { Kind = FamilyCaseKind.Unseen }, Two));
    }

    [Theory]
    [InlineData("21:59", "21:59", 0)]
    [InlineData("22:00", "07:00", 1)]
    [InlineData("23:30", "07:00", 1)]
    [InlineData("06:59", "07:00", 0)]
    [InlineData("07:00", "07:00", 0)]
    public void Quiet_hours_delay_a_contact_until_their_end_and_no_longer(string asked, string told, int daysLater)
    {
        FamilySettings quiet = Two with { QuietFrom = new TimeOnly(22, 0), QuietUntil = new TimeOnly(7, 0), AskResident = false, ContactWaits = [TimeSpan.Zero] };
        DateTimeOffset begun = At(asked, 0);

        Assert.Equal(new LadderStep(0, At(told, daysLater)), LadderRule.Next(Begun with { OpenedAt = begun }, quiet));
        Assert.Equal(begun + quiet.MunicipalityWait, LadderRule.Next(Begun with { NextStep = 1, LastStepAt = begun }, quiet)?.Due);
    }

    [Fact]
    public void Quiet_hours_within_a_day_and_those_of_another_offset_are_local()
    {
        FamilySettings midday = Two with { QuietFrom = new TimeOnly(12, 0), QuietUntil = new TimeOnly(14, 0) };

        Assert.Equal(Noon.AddHours(2), midday.AfterQuiet(Noon));
        Assert.Equal(Noon, midday.AfterQuiet(Noon.ToUniversalTime().AddHours(-3)).AddHours(3));
        Assert.Equal(Noon.AddHours(9), (midday with { UtcOffset = TimeSpan.Zero }).AfterQuiet(Noon.AddHours(9)).AddHours(-2));
    }

    [Fact]
    public void Data_of_the_past_and_recordings_are_not_of_the_present()
    {
        TimeSpan half = TimeSpan.FromHours(12);
        FamilyFacts facts = new(Begun.Thing, Two) { LastReading = Noon.AddHours(-30), DeviceSilentLimit = TimeSpan.FromMinutes(10) };

        Assert.False(facts.IsPresent(Noon, Noon.AddHours(-20), half));
        Assert.True((facts with { ChannelUntil = Noon.AddHours(-1) }).IsPresent(Noon, Noon.AddHours(-20), half));
        Assert.True(facts.IsPresent(Noon, Noon.AddHours(-11), half));
        Assert.False((facts with { ChannelUntil = Noon, Recording = true }).IsPresent(Noon, Noon, half));
    }

    [Theory]
    [InlineData(10, false, false, true)] // Data of now.
    [InlineData(16, true, false, false)] // A log may be being read.
    [InlineData(16, false, true, true)]
    [InlineData(719, false, true, true)]
    [InlineData(721, false, true, false)] // An old log.
    [InlineData(721, true, true, true)] // The feed is away.
    [InlineData(99_999, true, true, true)]
    [InlineData(99_999, true, false, false)]
    public void A_ladder_that_began_in_the_present_goes_on_without_a_feed_and_none_overtakes_the_log(int minutes, bool live, bool stood, bool step)
    {
        FamilyFacts facts = new(Begun.Thing, Two) { LastReading = Noon.AddMinutes(-minutes), ChannelUntil = Noon.AddMinutes(-minutes) };
        FamilyCase episode = Begun with { Changed = Noon.AddDays(-90), Live = live };

        Assert.Equal(step, LadderRule.MayStep(episode, facts, Noon, TimeSpan.FromHours(12), stood));
        Assert.Equal(step, LadderRule.MayStep(episode with { Live = false, LastStepAt = live ? Noon : null }, facts, Noon, TimeSpan.FromHours(12), stood));
        Assert.False(LadderRule.MayStep(episode, facts with { Recording = true }, Noon, TimeSpan.FromHours(12), stood));
    }

    [Fact]
    public void A_set_is_unseen_from_its_last_row_when_no_row_came_for_longer_than_its_limit()
    {
        FamilyFacts facts = new(Begun.Thing, Two) { LastReading = Noon, DeviceSilentLimit = TimeSpan.FromMinutes(10) };

        Assert.Null(facts.UnseenSince(Noon.AddMinutes(10)));
        Assert.Equal(Noon, facts.UnseenSince(Noon.AddMinutes(11)));
        Assert.Null((facts with { LastReading = null }).UnseenSince(Noon));
    }

    [Fact]
    public void Settings_are_equal_by_content_and_a_letter_is_the_same_letter_again()
    {
        Assert.Equal(Two, Two with { ContactWaits = [.. Two.ContactWaits] });
        Assert.NotEqual(Two, Two with { ContactWaits = [TimeSpan.Zero] });
        Assert.Equal(FamilyLetter.IdOf("a", FamilyLetterKind.Alarm, 0, Noon), FamilyLetter.IdOf("a", FamilyLetterKind.Alarm, 0, Noon.ToUniversalTime()));
        Assert.NotEqual(FamilyLetter.IdOf("a", FamilyLetterKind.Alarm, 0, Noon), FamilyLetter.IdOf("a", FamilyLetterKind.Alarm, 1, Noon));
    }

    private static DateTimeOffset At(string clock, int days) =>
        new(new DateTime(2026, 11, 23).AddDays(days) + TimeOnly.Parse(clock, System.Globalization.CultureInfo.InvariantCulture).ToTimeSpan(), TimeSpan.FromHours(9));
}
