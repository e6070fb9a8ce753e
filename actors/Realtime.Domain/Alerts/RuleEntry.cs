namespace Realtime.Domain;

/// <summary>
/// One rule as an authority would want to read it before signing: what raises it, what clears it, what people are told, and where it comes
/// from. <c>docs/rules.md</c> is printed from these entries, so what is documented is what runs.
/// </summary>
public sealed record RuleEntry
{
    /// <summary>The name of the rule, one of <see cref="Rules"/>; stored, published, never changed.</summary>
    public required string Rule { get; init; }

    /// <summary>A few words for a heading.</summary>
    public required string Title { get; init; }

    /// <summary>The kinds of thing it watches.</summary>
    public required IReadOnlyList<ThingKind> Kinds { get; init; }

    /// <summary>What begins an episode and raises its level.</summary>
    public required string Raises { get; init; }

    /// <summary>What lowers the level and what ends the episode.</summary>
    public required string Clears { get; init; }

    /// <summary>One sentence as a person reads it.</summary>
    public required string Reads { get; init; }

    /// <summary>Whom its alerts are for when the machine says nothing else.</summary>
    public Audience Audience { get; init; } = Audience.Operators;

    /// <summary>The levels it can have, in words.</summary>
    public string Levels { get; init; } = "1 (no levels: it holds or it does not)";

    /// <summary>What can be set per thing, by the names of the registry's record; "nothing" when there is nothing.</summary>
    public string Settings { get; init; } = "nothing";

    /// <summary>What is not judged and why: late readings, drills, things that cannot be seen.</summary>
    public string NotJudged { get; init; } = "Readings older than the thing's newest; a drill is judged on a track of its own.";

    /// <summary>The norm, guideline, paper or data set behind the rule and its default figures.</summary>
    public required string Source { get; init; }

    /// <summary>The types of this project that decide; their documentation names the source too.</summary>
    public required IReadOnlyList<string> DecidedBy { get; init; }
}
