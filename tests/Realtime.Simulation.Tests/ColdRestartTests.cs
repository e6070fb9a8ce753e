using Realtime.Actors.Epochs;
using Realtime.Actors.Things;
using Realtime.Domain;
using Realtime.Simulation.Tests.World;

namespace Realtime.Simulation.Tests;

/// <summary>
/// The storm of ThingsBoard #13715: a restart called every device absent before it could send again. 100,000 households that are well,
/// one core that knows of them only what is stored.
/// </summary>
public sealed class ColdRestartTests
{
    private const int Households = 100_000;
    private static readonly DateTimeOffset Last = new(2026, 9, 12, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);
    private static readonly int Topic = VirtualLog.NumberOf(Topics.Household);
    private long _offset;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_restart_of_everything_calls_nobody_absent(bool logWasKept)
    {
        // Down for six hours: every deadline is hours in the past by the clock on the wall.
        var city = new DirectPartition(Stored(), now: TimeSpan.FromHours(6));
        city.Wait(TimeSpan.FromMinutes(2));
        Assert.DoesNotContain(city.Alerts, IsAbsence);

        // The homes have been sending all the time. Either the log kept that, or the gateway begins with what is now.
        DateTimeOffset first = logWasKept ? Last + Every : Last + TimeSpan.FromHours(6);
        Send(city, first);
        Assert.Equal(Households, city.Core.Memory.Slots.Count);
        Assert.Equal(Households, city.Core.Applied);
        Assert.DoesNotContain(city.Alerts, IsAbsence);

        // The rules do work in this city: the one home that stops is noticed, and it alone.
        Send(city, first + Every, without: 7);
        Send(city, first + (Every * 2), without: 7);
        Assert.Equal(Key(7), Assert.Single(city.Alerts, IsAbsence).Thing);
    }

    private static bool IsAbsence(AlertChange change) => change.Rule is Rules.NoViewing or Rules.DeviceSilent or Rules.Silence;

    private static ThingKey Key(int home) => new(ThingKind.Household, $"home-{home}");

    private static HouseholdReading Row(string id, DateTimeOffset time) => new() { ThingId = id, Time = time, PowerW = 130, Source = "homes" };

    private static ChannelBeat Beat(DateTimeOffset time) => new() { ChannelId = "homes", Time = time, ExpectedInterval = Every, ArrivalInterval = TimeSpan.FromSeconds(10) };

    private void Send(DirectPartition city, DateTimeOffset time, int without = -1)
    {
        for (int home = 0; home < Households; home += Limits.BatchRecordsMax)
        {
            LogEntry[] rows =
            [
                .. Enumerable.Range(home, Math.Min(Limits.BatchRecordsMax, Households - home)).Where(id => id != without)
                    .Select(id => new LogEntry(_offset++, 0, new LogItem { Reading = Row(Key(id).Id, time) })),
            ];
            city.Take(Topic, rows, _offset);
        }

        city.Take(Topic, [new LogEntry(_offset++, 0, new LogItem { Beat = Beat(time) })], _offset);
    }

    /// <summary>What the journal holds: every home with a row at the last time, all alike but for their names.</summary>
    private EpochCommitted Stored()
    {
        IThingMachine machine = ThingMachines.For(ThingKind.Household);
        var output = new StepOutput();
        ChannelEntry channel = ChannelRule.OnBeat(null, Beat(Last), output) with { Topic = Topics.Household };
        Thing home = Thing.New(Key(0), machine)
            .Register(machine, new Registration { Key = Key(0), Source = "homes", NoViewingLimit = TimeSpan.FromHours(12) }, new Position(0, 0), channel.View, output)
            .Take(machine, Row("home-0", Last), new Position(0, 0), channel.View, output, out _);
        StoredThing stored = ThingFormat.Write(home, 0);
        _offset = 1;
        long[] offsets = [.. Topics.Inputs.Select((_, topic) => topic == Topic ? 1L : -1L)];
        StoredThing[] homes = [.. Enumerable.Range(0, Households).Select(id => stored with { Key = Key(id) })];
        return new EpochCommitted(EpochKind.Full, ["log-1"], offsets, homes, [channel], [], 0);
    }
}
