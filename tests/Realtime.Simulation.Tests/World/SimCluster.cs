namespace Realtime.Simulation.Tests.World;

/// <summary>
/// Who owns which partition. A process that does not answer is removed after a while and its partitions start elsewhere, whether it is
/// dead, paused or merely cut off: in the last two cases two owners exist for a time and only the journal keeps them apart.
/// </summary>
public sealed class SimCluster(SimWorld world)
{
    /// <summary>A process that stood still for longer than this may not go on from memory (the product's own rule).</summary>
    private static readonly TimeSpan StandstillMax = TimeSpan.FromSeconds(15);

    private readonly List<SimProcess> _members = [];
    private SimProcess?[] _owners = [];
    private readonly List<SimProcess> _everyone = [];

    public IReadOnlyList<SimProcess> Members => _members;

    public SimProcess? Owner(int partition) => _owners[partition];

    public void Start(int processes)
    {
        _owners = new SimProcess?[world.Log.Partitions];
        for (int i = 0; i < processes; i++)
        {
            _members.Add(New());
        }

        Allocate();
    }

    public void Kill(SimProcess process)
    {
        if (!_members.Contains(process))
        {
            return;
        }

        process.Kill();
        RemoveLater(process);
        world.Time.At(world.Time.Now + world.Dice.Seconds(2, 40), Join);
    }

    public void Pause(SimProcess process, TimeSpan span)
    {
        process.Pause(span);
        DisturbAll(process, span);
        if (span > TimeSpan.FromSeconds(5) && _members.Count > 1)
        {
            RemoveLater(process);
        }

        if (span > StandstillMax)
        {
            process.Post(new Link(), TimeSpan.Zero, () => true, () => StartAllAnew(process));
        }
    }

    /// <summary>Others do not hear it and it hears nobody, but broker and database do.</summary>
    public void Cut(SimProcess process)
    {
        if (_members.Count > 1)
        {
            RemoveLater(process);
        }
    }

    /// <summary>Whoever is paused goes on.</summary>
    public void Heal()
    {
        foreach (SimProcess process in _everyone)
        {
            process.Resume();
        }
    }

    /// <summary>A planned move of one partition.</summary>
    public void Move(int partition)
    {
        if (_owners[partition] is { Alive: true } owner && owner.Partitions.TryGetValue(partition, out Incarnation? incarnation) && incarnation.Core.IsActive)
        {
            incarnation.Later(new Link(), incarnation.HandOff);
        }
    }

    public void HandedOver(SimProcess from, int partition)
    {
        from.Believes.Remove(partition);
        from.DeskOrNone(partition)?.Vanish();
        if (ReferenceEquals(_owners[partition], from))
        {
            _owners[partition] = null;
            Allocate();
        }
    }

    private void RemoveLater(SimProcess process) => world.Time.At(world.Time.Now + world.Dice.Seconds(4, 12), () =>
    {
        if (process.Alive && _members.Count == 1)
        {
            return; // Nobody is left who could remove it.
        }

        _members.Remove(process);
        Allocate();

        // When it is awake it learns after a while that it was removed, and ends; until then it is a second owner.
        process.Post(new Link(), TimeSpan.Zero, () => true, () =>
            process.Post(new Link(), world.Dice.Seconds(0, 20), () => true, () =>
            {
                process.Kill();
                Join();
            }));
    });

    private static void StartAllAnew(SimProcess process)
    {
        foreach (Incarnation incarnation in process.Partitions.Values.ToArray())
        {
            incarnation.Fail("it stood still");
        }
    }

    private void Join()
    {
        _members.Add(New());
        Allocate();
        for (int partition = 0; partition < _owners.Length; partition++)
        {
            if (world.Dice.Chance(0.5))
            {
                Move(partition);
            }
        }
    }

    private SimProcess New()
    {
        var process = new SimProcess(world, _everyone.Count);
        _everyone.Add(process);
        return process;
    }

    private void Allocate()
    {
        for (int partition = 0; partition < _owners.Length && _members.Count > 0; partition++)
        {
            if (_owners[partition] is not { } owner || !_members.Contains(owner)) // Free, or its owner was removed.
            {
                Give(partition, world.Dice.Of(_members));
            }
        }
    }

    private void Give(int partition, SimProcess process)
    {
        _owners[partition] = process;
        process.Believes.Add(partition);
        process.Post(new Link(), world.Dice.Seconds(0.05, 1), () => true, () => process.Ensure(partition));
    }

    private void DisturbAll(SimProcess process, TimeSpan span)
    {
        foreach (int partition in process.Believes)
        {
            world.Judge.Disturbed(partition, span);
        }
    }
}
