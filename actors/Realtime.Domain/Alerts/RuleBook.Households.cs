namespace Realtime.Domain;

/// <summary>Households under watch-over.</summary>
public static partial class RuleBook
{
    private static IReadOnlyList<RuleEntry> Households =>
    [
        new()
        {
            Rule = Rules.NoViewing,
            Title = "Nobody has watched television for the registered time",
            Kinds = [ThingKind.Household],
            Raises = "No viewing for the registered time, all of it observed: rows of the set came without a break longer than the device limit, and the channel vouches for them. "
                + "The alert begins at the due time, exactly. "
                + "With a daily window the time is a whole day from the registered hour; with both, whichever is due first. Learned pauses may shorten the registered time (1.5 times the longest of 14 days "
                + "of viewing, at least 12 h) and never lengthen it. In a declared absence the alert is recorded as suppressed at level 0; when the absence ends and still nobody watches, it is told then.",
            Clears = "Viewing is seen. When the set could not be seen for a while, its next row ends the alert too, says that this is no all-clear, and the time is counted anew.",
            Reads = "A-203: nobody has watched for 24 h, since 2025-11-27 07:10Z",
            Audience = Audience.Family,
            Settings = "`no_viewing_limit_s`, `viewing_power_w`, `contacts`, `household` (`day_start`, `utc_offset_min`, `learn_rhythm`, `absences`)",
            NotJudged = "Time in which the set cannot be seen: that is the other rule's, and says nothing about the people. A drill is never told to a family.",
            Source = "Practice of Japanese watch-over services: a daily window from 9 to 9 h and a pause announced before a journey (Yamato Hello Light), 48 h without operation and a call first (TV Asahi and Hitachi, Yokohama 2014); "
                + "the hours are registered per household. 20 W as the power of a watched set: the tracebase recordings",
            DecidedBy = [nameof(ViewingRule), nameof(ViewingRhythm)],
        },
        new()
        {
            Rule = Rules.DeviceSilent,
            Title = "A household's set cannot be seen",
            Kinds = [ThingKind.Household],
            Raises = "No row of the set for longer than the device limit (default 10 min) while the channel was observed without a break and vouches for the whole time.",
            Clears = "The next row, or the household is taken out of service.",
            Reads = "A-203: the set cannot be seen since 2025-11-27 07:10Z, no row for 10 min; this says nothing about the people",
            Settings = "`device_silent_limit_s`",
            NotJudged = "Time for which no channel vouches.",
            Source = "A silent device must not be read as a silent person: the same distinction as for every thing here; the default is ten missed rows of a plug that reports every minute (own)",
            DecidedBy = [nameof(SilenceRule), nameof(HouseholdMachine)],
        },
    ];
}
