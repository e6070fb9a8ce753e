namespace Realtime.Domain;

/// <summary>The alerts of one place together: lost with its counter, seen again, ended with its settings.</summary>
internal static class CrowdAlerts
{
    /// <summary>Nobody can see the place: open crowd alerts stand as they are, because not counting is not emptiness.</summary>
    public static CrowdState Lose(CrowdState crowd, Func<string, AlertHeader> header, DateTimeOffset time, string why, StepOutput output)
    {
        if (!AnyOpen(crowd))
        {
            return crowd;
        }

        string text = $"{header(Rules.CrowdFlow).ThingName}: people cannot be counted since {Say.Time(time)}; "
            + $"last count {CrowdText.Number(crowd.Persons, CrowdText.Persons)} at {Say.Time(crowd.Time.GetValueOrDefault())}. This is not an all-clear";
        return crowd with
        {
            Flow = crowd.Flow?.Lose(header(Rules.CrowdFlow), time, text, why, output),
            Density = crowd.Density?.Lose(header(Rules.CrowdDensity), time, text, why, output),
            Unusual = crowd.Unusual?.Lose(header(Rules.CrowdUnusual), time, text, why, output),
        };
    }

    /// <summary>A believed count: what was lost can be judged again.</summary>
    public static CrowdState Regain(CrowdState crowd, Func<string, AlertHeader> header, DateTimeOffset time, StepOutput output)
    {
        if (crowd is not ({ Flow.Status: EpisodeStatus.Unobservable } or { Density.Status: EpisodeStatus.Unobservable } or { Unusual.Status: EpisodeStatus.Unobservable }))
        {
            return crowd;
        }

        string text = $"{header(Rules.CrowdFlow).ThingName}: people are counted again since {Say.Time(time)}";
        return crowd with
        {
            Flow = crowd.Flow?.Regain(header(Rules.CrowdFlow), time, text, output),
            Density = crowd.Density?.Regain(header(Rules.CrowdDensity), time, text, output),
            Unusual = crowd.Unusual?.Regain(header(Rules.CrowdUnusual), time, text, output),
        };
    }

    /// <summary>Judges the newest believed count by every rule that is switched on.</summary>
    /// <param name="crowd">The place with the count.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="usual">What was usual before the count; null when only the settings changed: what was not unusual then is not now.</param>
    /// <param name="header">Header of a rule's alerts.</param>
    /// <param name="output">Takes the changes.</param>
    public static CrowdState Judge(CrowdState crowd, CrowdSettings settings, ProfileSlot? usual, Func<string, AlertHeader> header, StepOutput output)
    {
        CrowdMeasures measures = CrowdMeasures.Of(settings, crowd.Persons, crowd.SpeedMps);
        (Episode? density, int step) = CrowdLimits.Density(crowd, settings, measures, header(Rules.CrowdDensity), output);
        CrowdState next = crowd with
        {
            Flow = CrowdLimits.Flow(crowd, settings, measures, header(Rules.CrowdFlow), output),
            Density = density,
            DensityStep = step,
            Unusual = Unusual(crowd, settings, usual, header(Rules.CrowdUnusual), output),
        };
        bool changed = next.Flow != crowd.Flow || next.Density != crowd.Density || next.Unusual != crowd.Unusual;
        return next with { JudgedUnder = !AnyOpen(next) ? null : changed ? settings : crowd.JudgedUnder };
    }

    private static Episode? Unusual(CrowdState crowd, CrowdSettings settings, ProfileSlot? usual, in AlertHeader header, StepOutput output) =>
        !settings.Unusual
            ? crowd.Unusual?.Resolve(header, crowd.Time.GetValueOrDefault(), $"{header.ThingName}: the rule was switched off; this is not an all-clear", "", output)
            : usual is { } slot ? UnusualCrowd.Judge(crowd, settings, slot, header, output) : crowd.Unusual;

    /// <summary>Ends everything that is open for a reason that is not the crowd.</summary>
    public static CrowdState End(CrowdState crowd, Func<string, AlertHeader> header, DateTimeOffset time, string reason, StepOutput output)
    {
        string text = $"{header(Rules.CrowdFlow).ThingName}: {reason}; this is not an all-clear";
        return crowd with
        {
            Flow = crowd.Flow?.Resolve(header(Rules.CrowdFlow), time, text, "", output),
            Density = crowd.Density?.Resolve(header(Rules.CrowdDensity), time, text, "", output),
            DensityStep = 0,
            Unusual = crowd.Unusual?.Resolve(header(Rules.CrowdUnusual), time, text, "", output),
            Blind = crowd.Blind?.Resolve(header(Rules.CounterBlind), time, text, "", output),
            JudgedUnder = null,
        };
    }

    /// <summary>Any alert about the crowd itself is open.</summary>
    public static bool AnyOpen(CrowdState crowd) => crowd.Flow is { IsOpen: true } || crowd.Density is { IsOpen: true } || crowd.Unusual is { IsOpen: true };
}
