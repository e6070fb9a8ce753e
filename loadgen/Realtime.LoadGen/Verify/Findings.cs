namespace Realtime.LoadGen.Verify;

/// <summary>What the comparison found; each list holds one plain sentence per case.</summary>
public sealed class Findings
{
    /// <summary>Alerts that must come out and did not.</summary>
    public List<string> Lost { get; } = [];

    /// <summary>Alerts that came out and must not.</summary>
    public List<string> False { get; } = [];

    /// <summary>Alerts that came out with another course, with a hole in their numbering, or twice with different content.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>Readings that were refused.</summary>
    public List<string> Refused { get; } = [];

    /// <summary>Alerts foretold.</summary>
    public int Expected { get; set; }

    /// <summary>Distinct alerts published and judged.</summary>
    public int Judged { get; set; }

    /// <summary>Distinct alerts of rules, things or drills that the oracle does not follow.</summary>
    public int NotJudged { get; set; }

    /// <summary>The same change again, word for word: allowed, delivery is at least once.</summary>
    public int Repeats { get; set; }

    /// <summary>Nothing lost, false, wrong or refused.</summary>
    public bool Clean => Lost.Count + False.Count + Wrong.Count + Refused.Count == 0;
}
