namespace Realtime.Domain;

/// <summary>A declared absence: from its start until just before its end nobody is told that nobody watches.</summary>
/// <param name="From">Start.</param>
/// <param name="Until">End; every absence has one, so that a forgotten one cannot silence a household for good.</param>
/// <param name="By">Who declared it; may be empty.</param>
public sealed record Absence(DateTimeOffset From, DateTimeOffset Until, string By);

/// <summary>What the registry says of a household beside the common fields.</summary>
public sealed record HouseholdSettings
{
    /// <summary>Local time less UTC; fixed, because a machine's time-zone tables would make one log give two results.</summary>
    public TimeSpan UtcOffset { get; init; } = TimeSpan.FromHours(9);

    /// <summary>Local time at which a day without viewing is judged, from then to the same time on the next day; null = no daily window.</summary>
    public TimeOnly? DayStart { get; init; }

    /// <summary>The usual pauses of this household may shorten the registered hours; they never lengthen them.</summary>
    public bool LearnRhythm { get; init; }

    /// <summary>Declared absences, in any order, at most <see cref="Limits.AbsencesMax"/>.</summary>
    public IReadOnlyList<Absence> Absences { get; init; } = [];

    /// <summary>When the absence ends that covers a time, with those that follow on it; null = none covers it.</summary>
    public DateTimeOffset? AwayUntil(DateTimeOffset time)
    {
        DateTimeOffset? end = null;
        foreach (Absence absence in Absences.OrderBy(absence => absence.From))
        {
            if (absence.From <= (end ?? time) && absence.Until > (end ?? time))
            {
                end = absence.Until;
            }
        }

        return end;
    }

    /// <summary>Equal by content.</summary>
    public bool Equals(HouseholdSettings? other) =>
        other is not null
        && (UtcOffset, DayStart, LearnRhythm) == (other.UtcOffset, other.DayStart, other.LearnRhythm)
        && Absences.SequenceEqual(other.Absences);

    public override int GetHashCode() => HashCode.Combine(UtcOffset, DayStart, LearnRhythm, Absences.Count);
}
