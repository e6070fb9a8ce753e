namespace Realtime.LoadGen.Verify;

/// <summary>What the comparison found; each list holds one plain sentence per case.</summary>
public sealed class Findings
{
    /// <summary>Alerts that must come out and did not.</summary>
    public List<string> Lost { get; } = [];

    /// <summary>Alerts that came out and must not.</summary>
    public List<FalseAlert> False { get; } = [];

    /// <summary>Alerts that came out with another course, or with a hole in their numbering.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>Changes that came out twice with different content.</summary>
    public List<string> Doubled { get; } = [];

    /// <summary>Records that were refused although they are good.</summary>
    public List<string> Refused { get; } = [];

    /// <summary>Records that nobody may take, and no dead letter tells of them.</summary>
    public List<string> NotRefused { get; } = [];

    /// <summary>Alerts foretold.</summary>
    public int Expected { get; set; }

    /// <summary>Distinct alerts published and judged.</summary>
    public int Judged { get; set; }

    /// <summary>Distinct alerts of rules, things or drills that the oracle does not follow.</summary>
    public int NotJudged { get; set; }

    /// <summary>The same change again, word for word: allowed, delivery is at least once.</summary>
    public int Repeats { get; set; }

    /// <summary>Nothing lost, false, wrong, doubled, or refused without a reason.</summary>
    public bool Clean => Lost.Count + False.Count + Wrong.Count + Doubled.Count + Refused.Count + NotRefused.Count == 0;
}

/// <summary>An alert that nobody foretold.</summary>
/// <param name="Rule">Its rule.</param>
/// <param name="Text">One sentence.</param>
public sealed record FalseAlert(string Rule, string Text)
{
    public override string ToString() => Text;
}
