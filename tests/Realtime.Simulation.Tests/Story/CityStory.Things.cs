using Realtime.Domain;

namespace Realtime.Simulation.Tests.Story;

/// <summary>Who lives in the city and what each of them sends.</summary>
public sealed partial class CityStory
{
    public static readonly TimeSpan SilenceLimit = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan NoViewingLimit = TimeSpan.FromMinutes(60);

    private static StageThresholds Stages(double shift) => new(
        [new StageThreshold(2, 2 + shift, "注意"), new StageThreshold(3, 3 + shift, "避難判断"), new StageThreshold(4, 4 + shift, "危険")], 0.1);

    private void Settle()
    {
        _channels.AddRange([new SimChannel("gauges-a", Topics.Sensor), new SimChannel("gauges-b", Topics.Sensor), new SimChannel("homes", Topics.Household)]);
        for (int partition = 0; partition < world.Log.Partitions; partition++)
        {
            AddEach(ThingKind.Sensor, partition, world.Dice.Between(1, 2), _ => world.Dice.Chance(0.5) ? "gauges-a" : "gauges-b");
            AddEach(ThingKind.Household, partition, world.Dice.Between(1, 2), _ => "homes");
            AddEach(ThingKind.Shelter, partition, 1, _ => null);
        }

        // Readings of a frame reach their own partitions through another one; each thing is in one gateway's frames only.
        SimThing[] framed = [.. Enumerable.Range(0, 3).Select(i => Add(new ThingKey(ThingKind.Sensor, $"framed-{i}"), null))];
        _frames.Add((world.Dice.Below(world.Log.Partitions), framed));
        PlanOutages();
    }

    private void AddEach(ThingKind kind, int partition, int count, Func<int, string?> channel)
    {
        for (int id = 0; count > 0; id++)
        {
            var key = new ThingKey(kind, $"{ThingKey.Name(kind)}-{id}");
            if (PartitionOf(key) == partition)
            {
                Add(key, channel(id));
                count--;
            }
        }
    }

    private SimThing Add(ThingKey key, string? channel)
    {
        var thing = new SimThing(key, channel, world.Dice.Below(40));
        _things[key] = thing;
        _registrations[key] = new Registration
        {
            Key = key,
            Name = key.Id,
            Source = channel,
            Thresholds = key.Kind == ThingKind.Sensor ? Stages(0) : null,
            SilenceLimit = key.Kind == ThingKind.Sensor && channel is not null ? SilenceLimit : null,
            CapacityPersons = key.Kind == ThingKind.Shelter ? 100 : null,
            NoViewingLimit = key.Kind == ThingKind.Household ? NoViewingLimit : null,
        };
        if (world.Profile.AllIsWell)
        {
            thing.Viewing.UnionWith(Enumerable.Range(0, world.Profile.Rounds));
            return thing;
        }

        Spell(thing.Silent, key.Kind == ThingKind.Household ? 0.3 : 0.5, 2, 14);
        Spell(thing.Viewing, 1, 1, 6);
        Spell(thing.Viewing, 0.7, 1, 6);
        return thing;
    }

    private void PlanOutages()
    {
        for (int i = world.Profile.ChannelOutages; i > 0; i--)
        {
            SimChannel channel = world.Dice.Of(_channels);
            Spell(world.Dice.Chance(0.5) ? channel.HeldUp : channel.Down, 1, 2, 16);
        }
    }

    private void Spell(HashSet<int> rounds, double probability, int min, int max)
    {
        if (world.Dice.Chance(probability))
        {
            int from = world.Dice.Below(world.Profile.Rounds);
            int length = world.Dice.Between(min, max);
            for (int round = from; round < from + length && round < world.Profile.Rounds - 1; round++)
            {
                rounds.Add(round);
            }
        }
    }

    private List<Reading> ReadingsOf(SimThing thing, int round, DateTimeOffset time)
    {
        List<Reading> readings = [Reading(thing, round, time)];
        thing.Sent(time, thing.Viewing.Contains(round));
        if (world.Dice.Chance(0.05))
        {
            readings.Add(readings[0]); // The sender repeats itself.
        }

        if (world.Dice.Chance(0.05) && thing.Key.Kind == ThingKind.Sensor)
        {
            readings.Add(Reading(thing, round, time - (EventStep / 2))); // Late: older than what it has sent before.
        }

        return readings;
    }

    private Reading Reading(SimThing thing, int round, DateTimeOffset time) => thing.Key.Kind switch
    {
        ThingKind.Sensor => new SensorReading
        {
            ThingId = thing.Key.Id,
            Time = time,
            Type = SensorType.RiverLevel,
            Source = thing.Channel,
            Value = Math.Round(2.5 + (2 * Math.Sin((round + thing.Phase) / 5.0)) + (world.Dice.Share() * 0.3), 2),
        },
        ThingKind.Household => new HouseholdReading
        {
            ThingId = thing.Key.Id,
            Time = time,
            Source = thing.Channel,
            PowerW = thing.Viewing.Contains(round) ? 130 : 2,
        },
        _ => new ShelterReading
        {
            ThingId = thing.Key.Id,
            Time = time,
            Open = true,
            Evacuees = world.Profile.AllIsWell ? 10 : (round + thing.Phase) * 7 % 120,
            Power = world.Profile.AllIsWell || (round + thing.Phase) % 9 > 0,
        },
    };
}
