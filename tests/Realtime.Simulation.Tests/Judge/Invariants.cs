namespace Realtime.Simulation.Tests.Judge;

/// <summary>Names of what must hold; the numbers are those of the reliability design.</summary>
public static class Invariants
{
    public const string NoInputLost = "I1 no acknowledged input lost";
    public const string NoAlertLost = "I2 no alert lost";
    public const string NoAlertDoubled = "I3 no alert doubled or invented";
    public const string NoFalseAbsence = "I4 no false absence";
    public const string OneStallAlert = "I5 a stall is said once, and only when it is one";
    public const string SingleWriter = "I9 single writer";
    public const string Order = "I10 order per thing, nothing skipped";
    public const string ReplayEquality = "I11 live, stored and replayed states are equal";
    public const string Points = "I12 time-series points as a set";
    public const string PoisonIsolated = "I13 each poison record is put aside once, nothing else is";
    public const string AcknowledgeLinearizes = "I16 an acknowledgement is taken once and stays";
    public const string Drains = "I7 everything is safe and told within a minute of healing";
}

/// <summary>Something that must not be.</summary>
/// <param name="Invariant">One of <see cref="Invariants"/>.</param>
/// <param name="Detail">What was seen.</param>
public sealed record Violation(string Invariant, string Detail);
