using Realtime.Actors.Epochs;
using Realtime.Actors.Partitions;
using Realtime.Actors.Things;
using Realtime.Domain;

namespace Realtime.Tests.Engine;

/// <summary>What goes into the journal comes out the same, or with an error; never as something that merely looks plausible.</summary>
public sealed class StoredFormatTests
{
    private static readonly ThingKey Key = new(ThingKind.Sensor, "綾川-1");

    [Fact]
    public void An_epoch_survives_its_bytes()
    {
        var due = new DateTimeOffset(2026, 9, 12, 9, 0, 0, TimeSpan.Zero);
        var epoch = new EpochCommitted(
            EpochKind.Small, ["log-1", "log-2"], [-1, 7, 9_000_000_000, 0, 3], [new StoredThing(Key, 1, due, "gateway", true, new byte[] { 1, 2, 3 }), new StoredThing(Key, 0, null, null, false, default)],
            [], [new NumberedAlert(41, Change())], 40);

        EpochCommitted read = EpochFormat.Read(Checksum.Open(Sealed(epoch), "an epoch"));

        Assert.Equal(epoch.Logs, read.Logs);
        Assert.Equal(epoch.NextOffsets, read.NextOffsets);
        Assert.Equal(Heads(epoch), Heads(read));
        Assert.Equal([1, 2, 3], read.Things[0].Body.ToArray());
        Assert.Equal(epoch.Alerts, read.Alerts);
        Assert.Equal((epoch.Kind, epoch.DeliveredUpTo), (read.Kind, read.DeliveredUpTo));
    }

    [Fact]
    public void Every_damaged_byte_is_noticed()
    {
        byte[] bytes = Sealed(new EpochCommitted(EpochKind.Full, ["log-1"], [1, 2, 3, 4, 5], [], [], [], 0));
        for (int i = 0; i < bytes.Length; i++)
        {
            byte[] damaged = [.. bytes];
            damaged[i] ^= 0x10;
            Assert.Throws<InvalidDataException>(() => Checksum.Open(damaged, "an epoch"));
        }

        Assert.Throws<InvalidDataException>(() => Checksum.Open([], "an epoch"));
    }

    [Fact]
    public void A_thing_survives_its_bytes_and_forgets_positions_of_another_log_but_not_origins()
    {
        IThingMachine machine = ThingMachines.For(ThingKind.Sensor);
        var output = new StepOutput();
        Thing thing = Thing.New(Key, machine)
            .Register(machine, new Registration { Key = Key, Name = "鴨川新橋", Contacts = [new Contact("当番", "duty@city.example")] }, new Position(4, 0), null, output)
            .Take(machine, new DeliveryReading { ThingId = Key.Id, ThingKind = Key.Kind, Time = DateTimeOffset.UnixEpoch, Message = "m", Outcome = MessageOutcome.Shown }, new Position(7, 0), null, output, out _)
            .Take(machine, new SensorReading { ThingId = Key.Id, Time = DateTimeOffset.UnixEpoch, ReportedTime = DateTimeOffset.UnixEpoch.AddHours(1), Value = 1, Origin = new Origin("recording", 9) }, new Position(8, 2), null, output, out _);

        Thing same = ThingFormat.Read(ThingFormat.Write(thing, logNumber: 1), currentLog: 1);
        Thing afterNewLog = ThingFormat.Read(ThingFormat.Write(thing, logNumber: 1), currentLog: 2);

        Assert.Equal((thing.Position, thing.RegistryPosition, thing.State), (same.Position, same.RegistryPosition, same.State));
        Assert.Equal((DateTimeOffset.UnixEpoch.AddHours(1), thing.Listed), (same.Listed, afterNewLog.Listed));
        Assert.Equal(thing.Registration!.Contacts, same.Registration!.Contacts);
        Assert.Equal((Position.None, Position.None), (afterNewLog.Position, afterNewLog.RegistryPosition));
        Assert.Equal(thing.Origins.ToArray(), afterNewLog.Origins.ToArray());
        Assert.Equal(thing.Deliveries.ToArray(), same.Deliveries.ToArray());
    }

    [Fact]
    public void A_small_epoch_holds_no_channel_and_keeps_the_stored_offsets()
    {
        var memory = new PartitionMemory();
        memory.OpenLog("log-1");
        memory.NextOffsets[1] = 100;
        memory.SetChannel(ChannelRule.OnBeat(null, new ChannelBeat { ChannelId = "gateway", Time = DateTimeOffset.UnixEpoch, ExpectedInterval = TimeSpan.FromMinutes(1) }, new StepOutput()), alerting: true);
        Assert.True(memory.ChannelsAlerting); // Asks for a full epoch: a channel must never be stored ahead of its things.

        (EpochCommitted small, _) = memory.Capture(EpochKind.Small);
        (EpochCommitted full, _) = memory.Capture(EpochKind.Full);

        Assert.Empty(small.Channels);
        Assert.Equal(-1, small.NextOffsets[1]);
        Assert.Single(full.Channels);
        Assert.Equal(100, full.NextOffsets[1]);
        Assert.False(memory.ChannelsAlerting);
    }

    [Fact]
    public void A_thing_is_written_alike_whether_its_registration_is_new_or_copied_from_before()
    {
        IThingMachine machine = ThingMachines.For(ThingKind.Sensor);
        var output = new StepOutput();
        using var writer = new ThingWriter();
        Thing first = Thing.New(Key, machine).Register(machine, new Registration { Key = Key, Name = "鴨川新橋" }, new Position(4, 0), null, output);
        Thing second = first.Take(machine, new SensorReading { ThingId = Key.Id, Time = DateTimeOffset.UnixEpoch, Value = 1 }, new Position(8, 2), null, output, out _);
        Thing renamed = second.Register(machine, new Registration { Key = Key, Name = "新橋" }, new Position(9, 0), null, output);

        StoredThing stored = writer.Write(first, 1, before: null);
        foreach (Thing next in new[] { second, renamed, second, renamed with { Registration = null } })
        {
            StoredThing copied = writer.Write(next, 1, stored);
            Assert.Equal(ThingFormat.Write(next, 1).Body.ToArray(), copied.Body.ToArray());
            Assert.Equal(ThingFormat.Write(next, 1).Registration.ToArray(), copied.Registration.ToArray());
            Assert.Equal(ReferenceEquals(next.Registration, stored.WrittenFrom) && next.Registration is not null, copied.RegistrationAsBefore);
            Assert.Equal(next.Registration?.Name, ThingFormat.Read(copied, 1).Registration?.Name);
            stored = copied;
        }
    }

    [Fact]
    public void Bytes_that_end_early_are_an_error_with_words()
    {
        StoredThing stored = ThingFormat.Write(Thing.New(Key, ThingMachines.For(ThingKind.Sensor)), 0);
        for (int length = 0; length < stored.Body.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => ThingFormat.Read(stored with { Body = stored.Body[..length] }, 0));
        }
    }

    private static byte[] Sealed(EpochCommitted epoch)
    {
        using StoreWriter writer = new(0);
        EpochFormat.Write(writer, epoch, StoredFormat.Newest);
        return Checksum.Seal(writer);
    }

    private static string[] Heads(EpochCommitted epoch) =>
        [.. epoch.Things.Select(thing => $"{thing.Key} {thing.LogNumber} {thing.Due:O} {thing.Source} {thing.Registered}")];

    private static AlertChange Change() => new()
    {
        AlertId = "id",
        Thing = Key,
        Rule = Rules.Stage,
        EpisodeStart = DateTimeOffset.UnixEpoch,
        Sequence = 0,
        Kind = AlertChangeKind.Raised,
        Time = DateTimeOffset.UnixEpoch,
        Text = "text",
    };
}
