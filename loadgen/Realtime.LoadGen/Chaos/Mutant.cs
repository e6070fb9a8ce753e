namespace Realtime.LoadGen.Chaos;

/// <summary>
/// A product with a fault built in on purpose (<c>-p:Mutant=Name</c>; the places are marked <c>#if MUTANT_Name</c>, and an ordinary build
/// contains none). An instrument that does not find it proves nothing when it finds nothing.
/// </summary>
/// <param name="Name">The build switch.</param>
/// <param name="Faults">Drawn from these, so that it shows.</param>
/// <param name="Invariants">Any of them must break.</param>
internal sealed record Mutant(string Name, FaultKind[] Faults, string[] Invariants)
{
    public static readonly IReadOnlyList<Mutant> All =
    [
        new("DropOneInTenThousand", [FaultKind.SlowMail], ["I1", "I2"]),
        new("CommitBeforePersist", [FaultKind.KillAllNodes], ["I1", "I2", "I3"]),
        new("AbsenceByWallClock", [FaultKind.SilenceInput], ["I4"]),
        new("ForgetEpisodeOnHandOver", [FaultKind.KillAllNodes], ["I2", "I3"]),
        new("DoubleDelivery", [FaultKind.StopSeries], ["I8"]),
        new("StaleWriterNotFenced", [FaultKind.PauseNode], ["I9"]),
    ];
}
