namespace Realtime.LoadGen.Oracle;

/// <summary>An alert that must come out, as its levels over time.</summary>
/// <param name="Thing"><c>sensor/lk-hanwella</c>.</param>
/// <param name="Rule">Name of the rule.</param>
/// <param name="Start">Start of the episode.</param>
/// <param name="Steps">The raise, every change of level or of its certainty, and level 0 when the episode ended; an open one does not end with 0.</param>
public sealed record ExpectedAlert(string Thing, string Rule, DateTimeOffset Start, IReadOnlyList<LevelStep> Steps)
{
    /// <summary>Whether the episode still runs at the end of the ledger.</summary>
    public bool IsOpen => Steps[^1].Level != 0;
}

/// <summary>From this event time on the alert has this level; unconfirmed when one reading alone says so.</summary>
public readonly record struct LevelStep(DateTimeOffset Time, int Level, bool Unconfirmed = false);
