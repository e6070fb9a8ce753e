namespace Realtime.Simulation.Tests.World;

/// <summary>
/// Which faults a history has, drawn from its seed: not all at once, because faults hide each other. Probabilities are per write or per
/// pass, counts per history.
/// </summary>
public sealed record FaultProfile
{
    public int Partitions { get; private init; }

    public int Processes { get; private init; }

    public int Rounds { get; private init; }

    public double WriteLost { get; private init; }

    public double WriteUnknown { get; private init; }

    public double WriteHangs { get; private init; }

    public double DeskWriteFails { get; private init; }

    public double OutboxFails { get; private init; }

    public double SnapshotFails { get; private init; }

    /// <summary>At each of the core's named fault points.</summary>
    public double PointCrash { get; private init; }

    public int Kills { get; private init; }

    public int Pauses { get; private init; }

    public int Cuts { get; private init; }

    public int Moves { get; private init; }

    public int ClockJumps { get; private init; }

    public int DatabaseStops { get; private init; }

    public int BrokerStops { get; private init; }

    /// <summary>Channels that hold back, or lose, what they should have sent.</summary>
    public int ChannelOutages { get; private init; }

    /// <summary>Bytes of log after which a snapshot is due.</summary>
    public long SnapshotBytes { get; private init; }

    public bool StopsProcesses => Kills + Cuts + Pauses > 0;

    public static FaultProfile Draw(Dice dice) => new()
    {
        Partitions = dice.Between(1, 3),
        Processes = dice.Between(1, 3),
        Rounds = dice.Between(16, 32),
        WriteLost = Some(dice, 0.02),
        WriteUnknown = Some(dice, 0.03),
        WriteHangs = Some(dice, 0.01),
        DeskWriteFails = Some(dice, 0.05),
        OutboxFails = Some(dice, 0.005),
        SnapshotFails = Some(dice, 0.3),
        PointCrash = Some(dice, 0.02),
        Kills = dice.Chance(0.6) ? dice.Between(1, 4) : 0,
        Pauses = dice.Chance(0.4) ? dice.Between(1, 3) : 0,
        Cuts = dice.Chance(0.4) ? dice.Between(1, 2) : 0,
        Moves = dice.Chance(0.5) ? dice.Between(1, 8) : 0,
        ClockJumps = dice.Chance(0.3) ? dice.Between(1, 3) : 0,
        DatabaseStops = dice.Chance(0.2) ? 1 : 0,
        BrokerStops = dice.Chance(0.2) ? 1 : 0,
        ChannelOutages = dice.Chance(0.5) ? dice.Between(1, 3) : 0,
        SnapshotBytes = dice.Of([2_000L, 6_000L, 20_000L, 1_000_000L]),
    };

    /// <summary>Nothing is wrong in the city: nobody falls silent, nobody is absent, no shelter loses power, and all channels stop at one moment.</summary>
    public bool AllIsWell { get; private init; }

    /// <summary>The same city without any fault.</summary>
    public FaultProfile Quiet() => new() { Partitions = Partitions, Processes = Processes, Rounds = Rounds, SnapshotBytes = SnapshotBytes, AllIsWell = true };

    private static double Some(Dice dice, double probability) => dice.Chance(0.4) ? probability : 0;
}
