namespace Realtime.Domain;

/// <summary>A step of the ladder and when it is due.</summary>
/// <param name="Step">Number of the contact, <see cref="FamilyLetter.Municipality"/>, or <see cref="LadderRule.Resident"/>.</param>
/// <param name="Due">Receiving clock.</param>
public readonly record struct LadderStep(int Step, DateTimeOffset Due);

/// <summary>
/// Who is told next, and when: the resident, the contacts in order, the municipality. Each waits for the step before; a step that came to
/// nothing is not waited for. Quiet hours delay everybody but the municipality. An acknowledgement, an end or an absence stops it.
/// Source: own proposal from Japanese practice (ask the resident, N h family, 2 h second contact, 4 h municipality); escalation steps with
/// delays as on-call tools have them.
/// </summary>
public static class LadderRule
{
    /// <summary>The resident's step.</summary>
    public const int Resident = -1;

    /// <summary>Data that end no longer ago than this are of now.</summary>
    private static readonly TimeSpan _nowMax = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Whether a step that is due may be taken. When the data are not of now, only after nothing has moved for a while: as long as something
    /// moves, a log is being read, and what ends the case may stand in it. Then a case that began in the present goes on by its own stored
    /// clock, however long the input is away: nobody answered, and nothing will tell us more. One that began in an old log waits until that
    /// reaches the present.
    /// Source: own rule; a feed that is away must neither put an open alarm off nor make a new one.
    /// </summary>
    /// <param name="episode">The case.</param>
    /// <param name="facts">The household.</param>
    /// <param name="now">Receiving clock.</param>
    /// <param name="pastMax">Data older than this are of the past.</param>
    /// <param name="stood">The newest time of the household's data has not moved for at least as long as reading a log takes.</param>
    public static bool MayStep(FamilyCase episode, FamilyFacts facts, DateTimeOffset now, TimeSpan pastMax, bool stood) =>
        !facts.Recording
        && (now - facts.Newest(episode.Changed) <= _nowMax || (stood && (episode.BeganInPresent || facts.IsPresent(now, episode.Changed, pastMax))));

    /// <summary>The next step; null = the ladder stands still.</summary>
    public static LadderStep? Next(FamilyCase episode, FamilySettings settings)
    {
        if (!episode.Climbs || episode.NextStep > FamilyLetter.Municipality)
        {
            return null;
        }

        if (settings.AskResident && episode is { AskedAt: null, NextStep: 0, Hurry: false })
        {
            return new LadderStep(Resident, settings.AfterQuiet(episode.OpenedAt));
        }

        DateTimeOffset before = episode.LastStepAt ?? episode.AskedAt ?? episode.OpenedAt;
        if (episode.NextStep < settings.ContactWaits.Count)
        {
            TimeSpan wait = episode.Hurry ? TimeSpan.Zero : settings.ContactWaits[episode.NextStep];
            return new LadderStep(episode.NextStep, settings.AfterQuiet(before + wait));
        }

        // Without any contact nobody else would hear of it.
        bool atOnce = episode.Hurry || settings.ContactWaits.Count == 0;
        return new LadderStep(FamilyLetter.Municipality, atOnce ? before : before + settings.MunicipalityWait);
    }
}
