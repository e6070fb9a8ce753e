namespace Realtime.Domain;

/// <summary>The alerts of one place together: lost with its counter, seen again, ended with its settings.</summary>
internal static class CrowdAlerts
{
    /// <summary>Nobody can see the place: open crowd alerts stand as they are, because not counting is not emptiness.</summary>
    public static CrowdState Lose(CrowdState crowd, Func<string, AlertHeader> header, DateTimeOffset time, string why, StepOutput output) => crowd with
    {
        Flow = crowd.Flow?.Lose(header(Rules.CrowdFlow), time, Lost(crowd, header, time), why, output),
        Density = crowd.Density?.Lose(header(Rules.CrowdDensity), time, Lost(crowd, header, time), why, output),
        Unusual = crowd.Unusual?.Lose(header(Rules.CrowdUnusual), time, Lost(crowd, header, time), why, output),
    };

    /// <summary>A believed count: what was lost can be judged again.</summary>
    public static CrowdState Regain(CrowdState crowd, Func<string, AlertHeader> header, DateTimeOffset time, StepOutput output)
    {
        string text = $"{header(Rules.CrowdFlow).ThingName}: people are counted again since {Say.Time(time)}";
        return crowd with
        {
            Flow = crowd.Flow?.Regain(header(Rules.CrowdFlow), time, text, output),
            Density = crowd.Density?.Regain(header(Rules.CrowdDensity), time, text, output),
            Unusual = crowd.Unusual?.Regain(header(Rules.CrowdUnusual), time, text, output),
        };
    }

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

    private static string Lost(CrowdState crowd, Func<string, AlertHeader> header, DateTimeOffset time) =>
        $"{header(Rules.CrowdFlow).ThingName}: people cannot be counted since {Say.Time(time)}; last count {CrowdText.Number(crowd.Persons, CrowdText.Persons)} at {Say.Time(crowd.Time.GetValueOrDefault())}. This is not an all-clear";
}
