using Realtime.Actors.Epochs;
using Realtime.Actors.Ports;
using Realtime.Actors.Things;
using Realtime.Domain;

namespace Realtime.Simulation.Tests.World;

/// <summary>Where the mutants bite: between the core and what is stored.</summary>
public sealed partial class Incarnation
{
    private EpochCommitted Mutated(EpochCommitted epoch) => _world.Mutant switch
    {
        Mutant.ForgetEpisodeOnHandOver => epoch with { Things = [.. epoch.Things.Select(WithoutEpisodes)] },
        Mutant.ForgetStall => epoch with { Channels = [.. epoch.Channels.Select(channel => channel with { Stall = null, StalledUnder = null })] },
        Mutant.CommitBeforePersist => epoch with { NextOffsets = [.. epoch.NextOffsets.Zip(_world.BrokerOffsets[Partition], Math.Max)] },
        Mutant.ForgetUndelivered => epoch with { Alerts = [] },
        _ => epoch,
    };

    /// <summary>A thing with everything but its open episodes: registered anew, at the same place of the log.</summary>
    private StoredThing WithoutEpisodes(StoredThing stored)
    {
        Thing thing = ThingFormat.Read(stored, stored.LogNumber);
        IThingMachine machine = ThingMachines.For(stored.Key.Kind);
        Thing forgetful = Thing.New(stored.Key, machine) with { Position = thing.Position, RegistryPosition = Position.None, Origins = thing.Origins };
        if (thing.Registration is { } registration)
        {
            forgetful = forgetful.Register(machine, registration, thing.RegistryPosition, null, new StepOutput());
        }

        return ThingFormat.Write(forgetful, stored.LogNumber);
    }

    /// <summary>A heartbeat that nobody sent: the channel is taken to vouch for everything up to now.</summary>
    private void VouchByWallClock()
    {
        if (_world.Mutant != Mutant.AbsenceByWallClock || _intake is not { Idle: true })
        {
            return;
        }

        foreach (ChannelEntry channel in Core.Memory.Channels.Values.Where(channel => !channel.IsStalled).Take(1).ToArray())
        {
            ChannelBeat beat = _world.Story.BeatOf(channel, _world.Time.Now);
            int topic = VirtualLog.NumberOf(channel.Topic);
            long offset = Math.Max(0, Core.Memory.NextOffsets[topic]);
            Core.Take(Now, new IngestBatch(topic, [new LogEntry(offset, 0, new LogItem { Beat = beat })], offset, Now.Wall));
        }
    }
}
