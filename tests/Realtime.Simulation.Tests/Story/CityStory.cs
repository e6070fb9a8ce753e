using Realtime.Domain;
using Realtime.Simulation.Tests.World;

namespace Realtime.Simulation.Tests.Story;

/// <summary>
/// What happens in the city: gauges rise, fall and fall silent, homes are watched or not, gateways hold back or break, senders repeat
/// themselves and send rubbish. Rounds of five minutes of event time, some seconds of virtual time apart.
/// </summary>
public sealed partial class CityStory(SimWorld world)
{
    public static readonly DateTimeOffset Begin = new(2026, 9, 12, 0, 0, 0, TimeSpan.Zero);
    public static readonly TimeSpan EventStep = TimeSpan.FromMinutes(5);
    private readonly TimeSpan _round = TimeSpan.FromSeconds(world.Dice.Between(4, 12));
    private readonly List<SimChannel> _channels = [];
    private readonly Dictionary<ThingKey, SimThing> _things = [];
    private readonly List<(int Partition, SimThing[] Things)> _frames = [];
    private readonly Dictionary<ThingKey, Registration> _registrations = [];

    public IReadOnlyList<SimChannel> Channels => _channels;

    public TimeSpan Round => _round;

    public SimThing? Thing(ThingKey key) => _things.GetValueOrDefault(key);

    public Registration? Registered(ThingKey key) => _registrations.GetValueOrDefault(key);

    /// <summary>Plans everything that will be sent.</summary>
    /// <returns>When the last round is over.</returns>
    public TimeSpan Tell()
    {
        Settle();
        foreach (Registration registration in _registrations.Values)
        {
            world.Append(PartitionOf(registration.Key), Topics.Registry, new LogItem { Registration = registration });
        }

        for (int round = 0; round < world.Profile.Rounds; round++)
        {
            int number = round;
            TimeSpan at = TimeSpan.FromSeconds(1) + (_round * number);
            foreach (SimChannel channel in _channels)
            {
                world.Time.At(at + world.Dice.Seconds(0, 0.5), () => Speak(channel, number));
            }

            world.Time.At(at + world.Dice.Seconds(0, 2), () => SpeakWithoutChannel(number));
        }

        TimeSpan end = TimeSpan.FromSeconds(2) + (_round * world.Profile.Rounds);
        for (int i = world.Dice.Below(8); i > 0; i--)
        {
            world.Time.At(world.Dice.Seconds(10, end.TotalSeconds), Acknowledge);
        }

        return end;
    }

    /// <summary>The heartbeat a channel would have sent by the wall clock.</summary>
    public ChannelBeat BeatOf(ChannelEntry channel, TimeSpan now) =>
        _channels.First(known => known.Id == channel.Id).Beat(Begin + (EventStep * (now / _round)), EventStep, _round);

    private int PartitionOf(ThingKey key) => Partitioning.PartitionOf(key.Id, world.Log.Partitions);

    private void Speak(SimChannel channel, int round)
    {
        DateTimeOffset time = Begin + (EventStep * round);
        bool down = channel.Down.Contains(round);
        foreach (SimThing thing in _things.Values.Where(thing => thing.Channel == channel.Id && !thing.Silent.Contains(round)))
        {
            foreach (Reading reading in ReadingsOf(thing, round, time))
            {
                Through(channel, down, () => world.Append(PartitionOf(thing.Key), channel.Topic, new LogItem { Reading = reading }));
            }
        }

        Through(channel, down, () => Vouch(channel, time, !world.Profile.AllIsWell && round == world.Profile.Rounds - 1));
        if (!channel.HeldUp.Contains(round))
        {
            while (channel.Waiting.TryDequeue(out Action? sends))
            {
                sends();
            }
        }
    }

    private static void Through(SimChannel channel, bool down, Action sends)
    {
        if (!down)
        {
            channel.Waiting.Enqueue(sends);
        }
    }

    private void Vouch(SimChannel channel, DateTimeOffset time, bool closed)
    {
        ChannelBeat beat = channel.Beat(time, EventStep, _round) with { Closed = closed };
        for (int partition = 0; partition < world.Log.Partitions; partition++)
        {
            if (world.Dice.Chance(0.02))
            {
                PutRubbish(partition, channel.Topic);
            }

            world.Append(partition, channel.Topic, new LogItem { Beat = beat });
        }
    }

    private void SpeakWithoutChannel(int round)
    {
        DateTimeOffset time = Begin + (EventStep * round);
        foreach (SimThing thing in _things.Values.Where(thing => thing.Channel is null && thing.Key.Kind != ThingKind.Sensor))
        {
            foreach (Reading reading in ReadingsOf(thing, round, time))
            {
                world.Append(PartitionOf(thing.Key), Topics.For(thing.Key.Kind), new LogItem { Reading = reading });
            }
        }

        foreach ((int partition, SimThing[] things) in _frames.Where(_ => round % 3 == 0))
        {
            LogItem[] frame = [.. things.Select(thing => new LogItem { Reading = ReadingsOf(thing, round, time)[0] })];
            world.Append(partition, Topics.Sensor, frame);
        }

        if (world.Dice.Chance(0.1))
        {
            Reregister();
        }
    }

    private void PutRubbish(int partition, string topic) => world.Append(
        partition, topic, new LogItem { Rejection = new Rejection(RejectReason.NotJson, "not JSON", [123, 1], null) });

    private void Reregister()
    {
        ThingKey key = world.Dice.Of([.. _registrations.Keys]);
        Registration changed = _registrations[key] with { Municipality = $"m{world.Dice.Below(3)}", Thresholds = Stages(world.Dice.Below(3) / 10.0) };
        _registrations[key] = changed;
        world.Append(PartitionOf(key), Topics.Registry, new LogItem { Registration = changed });
    }

    /// <summary>Operators acknowledge what they see, sometimes two of them at once.</summary>
    private void Acknowledge()
    {
        if (world.Outside.Published.Count == 0)
        {
            return;
        }

        AlertChange change = world.Dice.Of([.. world.Outside.Published.Values]);
        SimDesk? desk = world.Cluster.Owner(PartitionOf(change.Thing))?.DeskOrNone(PartitionOf(change.Thing));
        for (int operators = world.Dice.Between(1, 2); operators > 0; operators--)
        {
            desk?.Acknowledge(change.AlertId, $"operator-{operators}");
        }
    }
}
