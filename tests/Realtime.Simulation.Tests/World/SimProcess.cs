using Realtime.Actors.Partitions;

namespace Realtime.Simulation.Tests.World;

/// <summary>One run of a node: it can be killed, paused and cut off; what was sent to it while it was paused arrives afterwards.</summary>
public sealed class SimProcess(SimWorld world, int number)
{
    private readonly Dictionary<int, SimDesk> _desks = [];
    private readonly Queue<(Func<bool> Wanted, Action Happens)> _waiting = new();
    private TimeSpan _pausedUntil;

    public int Number { get; } = number;

    public bool Alive { get; private set; } = true;

    /// <summary>Partitions it believes to own; a process that was cut off believes wrongly.</summary>
    public SortedSet<int> Believes { get; } = [];

    public Dictionary<int, Incarnation> Partitions { get; } = [];

    /// <summary>How far its wall clock is off.</summary>
    public TimeSpan ClockError { get; set; }

    public bool Paused => _pausedUntil > world.Time.Now;

    public Instant Now => new(SimWorld.Start + world.Time.Now + ClockError, world.Time.Now);

    /// <summary>Something arrives here after a delay, behind what was sent on the same link before.</summary>
    public void Post(Link link, TimeSpan delay, Func<bool> wanted, Action happens) =>
        world.Time.At(link.Arrival(world.Time.Now, delay), () => Arrive(wanted, happens));

    public void Pause(TimeSpan span) => _pausedUntil = world.Time.Now + span;

    /// <summary>SIGCONT.</summary>
    public void Resume()
    {
        if (Paused)
        {
            _pausedUntil = world.Time.Now;
            Awake();
        }
    }

    /// <summary>SIGKILL: nothing of it happens any more. What it had sent may still arrive elsewhere.</summary>
    public void Kill()
    {
        Alive = false;
        foreach (Incarnation incarnation in Partitions.Values.ToArray())
        {
            incarnation.Vanish();
        }

        foreach (SimDesk desk in _desks.Values)
        {
            desk.Vanish();
        }
    }

    /// <summary>The partition's incarnation here; started when there is none and the process believes to own it.</summary>
    public void Ensure(int partition)
    {
        if (Alive && Believes.Contains(partition) && !Partitions.ContainsKey(partition))
        {
            Partitions[partition] = new Incarnation(world, this, partition);
            Partitions[partition].Recover();
        }
    }

    public SimDesk Desk(int partition)
    {
        if (!_desks.TryGetValue(partition, out SimDesk? desk) || !desk.Alive)
        {
            _desks[partition] = desk = new SimDesk(world, this, partition);
            desk.Recover();
        }

        return desk;
    }

    public SimDesk? DeskOrNone(int partition) => _desks.TryGetValue(partition, out SimDesk? desk) && desk.Alive ? desk : null;

    /// <summary>Everything that arrived meanwhile, in the order in which it came.</summary>
    private void Awake()
    {
        if (Paused && Alive)
        {
            world.Time.At(_pausedUntil, Awake); // It was paused again.
            return;
        }

        while (_waiting.TryDequeue(out (Func<bool> Wanted, Action Happens) next))
        {
            if (Alive && next.Wanted())
            {
                next.Happens();
            }
        }
    }

    private void Arrive(Func<bool> wanted, Action happens)
    {
        if (!Alive || !wanted())
        {
            return;
        }

        if (Paused || _waiting.Count > 0)
        {
            _waiting.Enqueue((wanted, happens));
            if (_waiting.Count == 1)
            {
                world.Time.At(_pausedUntil, Awake);
            }

            return;
        }

        happens();
    }
}
