namespace Realtime.Simulation.Tests.World;

/// <summary>Plans the faults of the cluster over the length of a story.</summary>
public sealed class Trouble(SimWorld world)
{
    public void Plan(TimeSpan end)
    {
        FaultProfile profile = world.Profile;
        Some(profile.Kills, end, () => WithMember(world.Cluster.Kill));
        Some(profile.Pauses, end, () => WithMember(process => world.Cluster.Pause(process, world.Dice.Of([
            world.Dice.Seconds(1, 5), world.Dice.Seconds(5, 15), world.Dice.Seconds(15, 120)]))));
        Some(profile.Cuts, end, () => WithMember(world.Cluster.Cut));
        Some(profile.Moves, end, () => world.Cluster.Move(world.Dice.Below(world.Log.Partitions)));
        Some(profile.ClockJumps, end, () => WithMember(process => process.ClockError += world.Dice.Seconds(-3600, 3600)));
        Some(profile.DatabaseStops, end, () => world.StopDatabase(world.Dice.Seconds(5, 60)));
        Some(profile.BrokerStops, end, () => world.StopBroker(world.Dice.Seconds(5, 90)));
    }

    private void Some(int count, TimeSpan end, Action happens)
    {
        for (int i = 0; i < count; i++)
        {
            world.Time.At(world.Dice.Seconds(1, end.TotalSeconds), happens);
        }
    }

    private void WithMember(Action<SimProcess> happens)
    {
        SimProcess[] running = [.. world.Cluster.Members.Where(member => member.Alive && !member.Paused)];
        if (running.Length > 0)
        {
            happens(world.Dice.Of(running));
        }
    }
}
