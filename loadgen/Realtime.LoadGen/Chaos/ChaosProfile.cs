namespace Realtime.LoadGen.Chaos;

/// <summary>Size of a run. Spans on the supervisor's clock.</summary>
public sealed record ChaosProfile
{
    public required string Name { get; init; }

    /// <summary>Node processes.</summary>
    public int Nodes { get; init; } = 3;

    /// <summary>Partitions of every topic.</summary>
    public int Partitions { get; init; } = 12;

    public required int Things { get; init; }

    /// <summary>Readings in the run, about.</summary>
    public required int Readings { get; init; }

    /// <summary>Readings per second.</summary>
    public required double RatePerSecond { get; init; }

    /// <summary>Faults of nodes, database and broker: they follow one another.</summary>
    public required int HardFaults { get; init; }

    /// <summary>Faults of mail, time series, clocks and input: they may overlap with anything.</summary>
    public required int SoftFaults { get; init; }

    /// <summary>Longest pause of a node, partition, hanging database.</summary>
    public required TimeSpan OutageMax { get; init; }

    /// <summary>Least time until a node killed for long is started again.</summary>
    public required TimeSpan LongAbsence { get; init; }

    /// <summary>Everything must be done this long after healing.</summary>
    public TimeSpan DrainMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For machines that build: less than two minutes.</summary>
    public static readonly ChaosProfile CiRun = new()
    {
        Name = "ci",
        Things = 200,
        Readings = 16_000,
        RatePerSecond = 500,
        HardFaults = 2,
        SoftFaults = 2,
        OutageMax = TimeSpan.FromSeconds(16),
        LongAbsence = TimeSpan.FromSeconds(15),
    };

    /// <summary>For a look: about two minutes on a quiet machine.</summary>
    public static readonly ChaosProfile ShortRun = new()
    {
        Name = "short",
        Things = 250,
        Readings = 20_000,
        RatePerSecond = 500,
        HardFaults = 2,
        SoftFaults = 2,
        OutageMax = TimeSpan.FromSeconds(20),
        LongAbsence = TimeSpan.FromSeconds(25),
    };

    /// <summary>For the proof: a hundred thousand readings and faults of full length.</summary>
    public static readonly ChaosProfile LongRun = new()
    {
        Name = "long",
        Things = 1_000,
        Readings = 100_000,
        RatePerSecond = 1_000,
        HardFaults = 4,
        SoftFaults = 3,
        OutageMax = TimeSpan.FromSeconds(30),
        LongAbsence = TimeSpan.FromSeconds(60),
    };

    /// <summary>All of them by name.</summary>
    public static readonly IReadOnlyList<ChaosProfile> All = [CiRun, ShortRun, LongRun];

    /// <summary>How long readings are sent.</summary>
    public TimeSpan Sending => TimeSpan.FromSeconds(Readings / RatePerSecond);
}
