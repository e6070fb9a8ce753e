namespace Realtime.Domain;

/// <summary>
/// A counter that sees nobody where there are people: a fault of the sensor, never an empty place (<see cref="ZeroRun"/> decides when).
/// Source: outages of the counters of Fukui station (2024) and Melbourne (2013), which look like zeros in the data.
/// </summary>
internal static class CounterFault
{
    /// <summary>A zero that is not believed: open crowd alerts stand, and the counter is reported.</summary>
    public static CrowdState Doubt(CrowdState crowd, DateTimeOffset time, Func<string, AlertHeader> header, StepOutput output)
    {
        ZeroRun zeros = crowd.Zeros!;
        string evidence = crowd.Counted is { } counted
            ? $"zeros since {Say.Exact(zeros.From)}; even on a quiet day about {CrowdText.Number(zeros.Missed, CrowdText.Persons)} would have come since; last count of somebody {CrowdText.Number(counted, CrowdText.Persons)}"
            : $"zeros since {Say.Exact(zeros.From)}; it never counted anybody";
        CrowdState next = CrowdAlerts.Lose(crowd, header, time, evidence, output);
        bool report = crowd.Counted is not null || time - zeros.From >= ZeroRun.NeverCountedLimit;
        if (!report || crowd.Blind is { IsOpen: true })
        {
            return next;
        }

        AlertHeader blind = header(Rules.CounterBlind);
        string text = $"{blind.ThingName}: the counter sees nobody since {Say.Time(zeros.From)}; this is a fault of the sensor, not an empty place";
        return next with { Blind = Episode.Raise(crowd.Blind, blind, new Finding(time, 1, text, evidence), output) };
    }

    /// <summary>Somebody was counted: the counter works again.</summary>
    public static CrowdState Believe(CrowdState crowd, DateTimeOffset time, double persons, Func<string, AlertHeader> header, StepOutput output)
    {
        if (crowd.Blind is not { IsOpen: true } open)
        {
            return crowd;
        }

        AlertHeader blind = header(Rules.CounterBlind);
        string text = $"{blind.ThingName}: the counter counts again, {CrowdText.Number(persons, CrowdText.Persons)} at {Say.Time(time)}";
        return crowd with { Blind = open.Resolve(blind, time, text, "", output) };
    }
}
