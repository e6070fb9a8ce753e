using Realtime.Actors;
using Realtime.Actors.Desk;
using Realtime.Actors.Partitions;
using Realtime.Domain;
using Realtime.Simulation.Tests.Judge;
using Realtime.Simulation.Tests.Story;

namespace Realtime.Simulation.Tests.World;

/// <summary>One history: everything there is, decided by one seed.</summary>
public sealed class SimWorld
{
    /// <summary>Wall clock when the simulation begins.</summary>
    public static readonly DateTimeOffset Start = new(2026, 9, 12, 9, 0, 0, TimeSpan.Zero);

    /// <summary>After healing, everything that was sent has to be safe and told within this time.</summary>
    public static readonly TimeSpan DrainMax = TimeSpan.FromSeconds(60);

    private long _writers;
    private TimeSpan _databaseDownUntil;
    private TimeSpan _brokerDownUntil;

    public SimWorld(int seed, Mutant mutant = Mutant.None, FaultProfile? profile = null)
    {
        Seed = seed;
        Mutant = mutant;
        Dice = new Dice(seed);
        FaultProfile drawn = FaultProfile.Draw(Dice);
        Profile = profile ?? drawn;
        Log = new VirtualLog(Profile.Partitions, "log-1");
        Journals = [.. Enumerable.Range(0, Profile.Partitions).Select(partition => new VirtualJournal($"partition-{partition}"))];
        Desks = [.. Enumerable.Range(0, Profile.Partitions).Select(partition => new VirtualJournal($"desk-{partition}"))];
        BrokerOffsets = [.. Enumerable.Range(0, Profile.Partitions).Select(_ => Enumerable.Repeat(-1L, Topics.Inputs.Count).ToArray())];
        Options = new EngineOptions { FullEpochInterval = TimeSpan.FromSeconds(3), SnapshotLogBytesMin = Profile.SnapshotBytes, SnapshotRatio = 2, EventsKeptMin = TimeSpan.FromMinutes(1) };
        Judge = new Bench(this);
        Cluster = new SimCluster(this);
        Story = new CityStory(this);
    }

    public int Seed { get; }

    public Mutant Mutant { get; }

    public Dice Dice { get; }

    public FaultProfile Profile { get; }

    public Timeline Time { get; } = new();

    public VirtualLog Log { get; }

    public IReadOnlyList<VirtualJournal> Journals { get; }

    public IReadOnlyList<VirtualJournal> Desks { get; }

    /// <summary>What the broker was told; only a mutant trusts it.</summary>
    public IReadOnlyList<long[]> BrokerOffsets { get; }

    public EngineOptions Options { get; }

    public Outside Outside { get; } = new();

    public Bench Judge { get; }

    public SimCluster Cluster { get; }

    public CityStory Story { get; }

    /// <summary>When the story is over and every fault is healed.</summary>
    public TimeSpan End { get; private set; }

    /// <summary>Faults are over.</summary>
    public bool Healed { get; private set; }

    /// <summary>When nothing could be read or appended.</summary>
    public List<(TimeSpan From, TimeSpan To)> BrokerStops { get; } = [];

    public bool BrokerDown => _brokerDownUntil > Time.Now;

    /// <summary>Lives of partitions so far.</summary>
    public long Incarnations { get; set; }

    public long NextWriter() => ++_writers;

    public bool Faulty(double probability) => !Healed && Dice.Chance(probability);

    /// <summary>Lives the history: the story with faults, then healing, then the verdict.</summary>
    public SimWorld Live()
    {
        Cluster.Start(Profile.Processes);
        End = Story.Tell();
        new Trouble(this).Plan(End);
        while (Time.RunNext(End))
        {
        }

        Healed = true;
        Cluster.Heal();
        TimeSpan latest = End + DrainMax;
        while ((Time.Steps % 16 != 0 || !Drained()) && Time.RunNext(latest))
        {
        }

        Judge.Close(string.Join("; ", Hindrances()));
        return this;
    }

    /// <summary>Lives the story and then lets nothing at all arrive for a while; the verdict is on what was said meanwhile.</summary>
    public SimWorld LiveUntilSilent(TimeSpan silence)
    {
        Cluster.Start(Profile.Processes);
        End = Story.Tell() + silence;
        while (Time.RunNext(End))
        {
        }

        Judge.Close(string.Join("; ", Hindrances()));
        return this;
    }

    private IEnumerable<string> Hindrances() => Enumerable.Range(0, Log.Partitions)
        .Select(partition => Hindrance(partition) is { } what ? $"partition {partition}: {what}" : "")
        .Where(what => what.Length > 0);

    public void StopDatabase(TimeSpan span) => _databaseDownUntil = Time.Now + span;

    /// <summary>A write on its way to the journal; the answer may be lost, and nobody can tell a lost answer from a lost write.</summary>
    public void Write(
        VirtualJournal journal, IReadOnlyList<JournalRow> rows, Link way, Action<TimeSpan, Action> answer, Action stored, Action failed, bool lost = false)
    {
        bool never = lost || Faulty(Profile.WriteLost);
        bool unknown = Faulty(Profile.WriteUnknown);
        TimeSpan delay = Faulty(Profile.WriteHangs) ? Dice.Seconds(5, 30) : Dice.Latency();
        Time.At(way.Arrival(Time.Now, delay), () =>
        {
            if (never || (_databaseDownUntil > Time.Now && !Healed))
            {
                answer(Dice.Seconds(0.1, 5), failed);
                return;
            }

            bool accepted = journal.TryWrite(rows);
            if (!accepted && Mutant == Mutant.NoFence)
            {
                journal.WriteAnyway(rows);
                accepted = true;
            }

            if (accepted)
            {
                Judge.Written(journal, rows);
            }

            answer(Dice.Latency(), accepted && !unknown ? stored : failed);
        });
    }

    /// <summary>Appends a record as soon as the broker takes it.</summary>
    public void Append(int partition, string topic, params LogItem[] items)
    {
        int number = VirtualLog.NumberOf(topic);
        if (BrokerDown)
        {
            Time.At(_brokerDownUntil, () => Judge.Appended(partition, number, Log.Append(partition, number, Time.Now, items)));
        }
        else
        {
            Judge.Appended(partition, number, Log.Append(partition, number, Time.Now, items));
        }
    }

    public void StopBroker(TimeSpan span)
    {
        _brokerDownUntil = Time.Now + span < End ? Time.Now + span : End;
        BrokerStops.Add((Time.Now, _brokerDownUntil));
    }

    /// <summary>Runs once the broker answers again; at once when it does.</summary>
    public bool WaitForBroker(Action then)
    {
        if (BrokerDown)
        {
            Time.At(_brokerDownUntil, then);
        }

        return BrokerDown;
    }

    private bool Drained() => Enumerable.Range(0, Log.Partitions).All(partition => Hindrance(partition) is null);

    /// <summary>What is not finished in a partition; null when everything is.</summary>
    private string? Hindrance(int partition)
    {
        if (Cluster.Owner(partition) is not { Alive: true } owner)
        {
            return "nobody owns it";
        }

        if (!owner.Partitions.TryGetValue(partition, out Incarnation? incarnation) || !incarnation.Core.IsActive)
        {
            return $"process {owner.Number} does not run it";
        }

        PartitionCore core = incarnation.Core;
        AlertBook? book = owner.DeskOrNone(partition)?.Book;
        return !Log.IsEnd(partition, core.Memory.NextOffsets) ? $"it stands at {string.Join(',', core.Memory.NextOffsets)}"
            : core.Pending > 0 ? $"{core.Pending} pending"
            : book is null ? "no desk"
            : book.Unpublished.Any() || book.UnnotifiedCount > 0 ? $"{book.Unpublished.Count()} to publish, {book.UnnotifiedCount} to tell"
            : book.TakenUpTo < core.Memory.Alerts.LastNumber ? "the desk has not taken everything"
            : null;
    }
}
