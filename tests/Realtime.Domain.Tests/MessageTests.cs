using System.Collections.Immutable;
using Realtime.Domain;

namespace Realtime.Domain.Tests;

/// <summary>Whom a message is for, and what a device's words about it come to.</summary>
public sealed class MessageTests
{
    private static readonly DateTimeOffset Now = new(2026, 9, 12, 18, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_scope_covers_what_fits_in_every_part_of_it_and_a_drill_no_household()
    {
        ThingView home = View(ThingKind.Household, "tv-7");
        Assert.True(new MessageScope(Area: "37387 綾川町").Covers(home, drill: false));
        Assert.False(new MessageScope(Area: "37387 綾川町").Covers(home, drill: true));
        Assert.False(new MessageScope(ThingKind.Vehicle, Area: "37387 綾川町").Covers(home, drill: false));
        Assert.True(new MessageScope(By: AreaDivision.Mesh3, Area: "51344013").Covers(home, drill: false));
        Assert.True(new MessageScope(Thing: home.Key).Covers(home, drill: false));
        Assert.False(new MessageScope(Thing: new ThingKey(ThingKind.Household, "tv-8")).Covers(home, drill: false));
        Assert.False(new MessageScope(Municipality: "37387").Covers(home with { Status = "retired" }, drill: false));
        Assert.False(new MessageScope(Municipality: "37387").Covers(home with { Registered = false }, drill: false));
        Assert.True(new MessageScope().IsEmpty);
    }

    [Theory]
    [InlineData("delivered shown", MessageOutcome.Shown)]
    [InlineData("shown delivered", MessageOutcome.Shown)] // Late word: what was shown stays shown.
    [InlineData("failed delivered", MessageOutcome.Delivered)]
    [InlineData("delivered failed", MessageOutcome.Delivered)]
    [InlineData("failed failed", MessageOutcome.Failed)]
    public void The_best_word_counts_in_whatever_order_they_come(string words, MessageOutcome expected)
    {
        ImmutableArray<Delivery> log = [];
        foreach ((int minute, string word) in words.Split(' ').Index())
        {
            log = DeliveryLog.Take(log, Word("m", Enum.Parse<MessageOutcome>(word, ignoreCase: true), minute));
        }

        Assert.Equal(expected, Assert.Single(log).Outcome);
    }

    [Fact]
    public void A_thing_takes_the_word_once_and_no_rule_looks_at_it()
    {
        ThingKey key = new(ThingKind.Sensor, "s");
        IThingMachine machine = ThingMachines.For(key.Kind);
        var output = new StepOutput();
        Thing thing = Thing.New(key, machine);
        Thing told = thing.Take(machine, Word("m", MessageOutcome.Shown, 1), new Position(5, 0), null, output, out TakeOutcome first);
        Thing again = told.Take(machine, Word("m", MessageOutcome.Failed, 2), new Position(5, 0), null, output, out TakeOutcome second);

        Assert.Equal((TakeOutcome.Applied, TakeOutcome.Replayed), (first, second));
        Assert.Equal(MessageOutcome.Shown, Assert.Single(again.Deliveries).Outcome);
        Assert.Same(thing.State, told.State);
        Assert.Empty(output.Results);
        Assert.Empty(output.Alerts);
    }

    [Fact]
    public void The_oldest_message_is_forgotten_first()
    {
        ImmutableArray<Delivery> log = [];
        for (int i = 0; i < Limits.DeliveriesPerThingMax + 2; i++)
        {
            log = DeliveryLog.Take(log, Word($"m{i}", MessageOutcome.Delivered, i));
        }

        Assert.Equal(Limits.DeliveriesPerThingMax, log.Length);
        Assert.Equal("m2", log[0].Message);
    }

    [Fact]
    public void The_same_key_is_the_same_message()
    {
        Assert.Equal(CityMessage.IdOf("a"), CityMessage.IdOf("a"));
        Assert.NotEqual(CityMessage.IdOf("a"), CityMessage.IdOf("b"));
    }

    private static DeliveryReading Word(string message, MessageOutcome outcome, int minute) =>
        new() { ThingId = "s", ThingKind = ThingKind.Sensor, Time = Now.AddMinutes(minute), Message = message, Outcome = outcome };

    private static ThingView View(ThingKind kind, string id) =>
        new(new ThingKey(kind, id), id, "37387", true, Now, "normal", "", 0, 34.346, 134.046, []) { Area = "綾川町" };
}
