namespace Realtime.LoadGen.Chaos;

/// <summary>What became of one invariant.</summary>
/// <param name="Invariant">Its name: <c>I2</c>.</param>
/// <param name="What">What must hold, in a few words.</param>
/// <param name="Cases">Where it did not; empty = it holds.</param>
public sealed record Verdict(string Invariant, string What, IReadOnlyList<string> Cases)
{
    public bool Holds => Cases.Count == 0;
}

/// <summary>What became of a run.</summary>
/// <param name="Verdicts">One per invariant.</param>
/// <param name="Records">Records that the broker acknowledged.</param>
/// <param name="Poison">Records sent that nobody may take.</param>
/// <param name="Drained">Time from healing until nothing was under way; null = it did not come.</param>
/// <param name="EndedByItself">Processes that ended unasked and were started again.</param>
/// <param name="Starved">The supervisor's longest standstill: with seconds of it the machine had no time for the run, and times say little.</param>
/// <param name="Took">Wall clock.</param>
public sealed record ChaosResult(
    IReadOnlyList<Verdict> Verdicts, long Records, int Poison, TimeSpan? Drained, int EndedByItself, TimeSpan Starved, TimeSpan Took)
{
    public bool Holds => Verdicts.All(verdict => verdict.Holds);
}
