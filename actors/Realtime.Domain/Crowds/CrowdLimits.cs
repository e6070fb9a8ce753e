namespace Realtime.Domain;

/// <summary>
/// The two absolute limits of a place: persons per hour, and persons per m². Both have a dead-band, so that a crowd that trembles at the
/// limit makes one alert. Source: the limits are the owner's, from the registry; that density has a second step, because above it a crowd
/// is dangerous by itself, is after Fruin (<see cref="LevelsOfService.Congestion"/>).
/// </summary>
internal static class CrowdLimits
{
    /// <summary>Judges the flow.</summary>
    public static Episode? Flow(CrowdState crowd, CrowdSettings settings, in CrowdMeasures measures, in AlertHeader header, StepOutput output)
    {
        DateTimeOffset time = crowd.Time.GetValueOrDefault();
        if (settings.Flow is not { } limit || measures.PersonsPerH is not { } rate)
        {
            return crowd.Flow?.Resolve(header, time, $"{header.ThingName}: the limit was removed; this is not an all-clear", "", output);
        }

        bool open = crowd.Flow is { IsOpen: true };
        if (open ? rate >= limit.Clear : rate < limit.Raise)
        {
            return crowd.Flow;
        }

        string value = CrowdText.Number(rate, CrowdText.PerH);
        string counted = $"{CrowdText.Number(crowd.Persons, CrowdText.Persons)} in {Say.Span(settings.Interval)} until {Say.Exact(time)}";
        string evidence = CrowdText.LimitEvidence(counted, limit, crowd.JudgedUnder?.Flow, CrowdText.PerH);
        if (open)
        {
            return crowd.Flow!.Resolve(header, time, $"{header.ThingName}: {value} again, below {CrowdText.Number(limit.Clear, CrowdText.PerH)}", evidence, output);
        }

        string text = $"{header.ThingName}: {value} ≥ {CrowdText.Number(limit.Raise, CrowdText.PerH)}, from {Say.Time(time - settings.Interval)} to {Say.Time(time)}";
        return Episode.Raise(crowd.Flow, header, new Finding(time, 1, text, evidence), output);
    }

    /// <summary>Judges the density; returns the alert and the step it holds.</summary>
    public static (Episode? Episode, int Step) Density(
        CrowdState crowd, CrowdSettings settings, in CrowdMeasures measures, in AlertHeader header, StepOutput output)
    {
        DateTimeOffset time = crowd.Time.GetValueOrDefault();
        if (settings.Density is not { } limit)
        {
            return (crowd.Density?.Resolve(header, time, $"{header.ThingName}: the limit was removed; this is not an all-clear", "", output), 0);
        }

        if (measures.PersonsPerM2 is not { } density)
        {
            return (crowd.Density, crowd.DensityStep);
        }

        int step = Step(limit, density, crowd.DensityStep);
        if (step == crowd.DensityStep)
        {
            return (crowd.Density, step);
        }

        double edge = step > 1 ? LevelsOfService.Dangerous : limit.Raise;
        string value = $"{CrowdText.Number(density, CrowdText.PerM2)} ({LevelsOfService.Congestion.NameOf(density)})";
        string text = step == 0
            ? $"{header.ThingName}: {value} again, below {CrowdText.Number(limit.Clear, CrowdText.PerM2)}"
            : $"{header.ThingName}: {value} {(step > crowd.DensityStep ? "≥" : "below the dangerous density, still above")} {CrowdText.Number(edge, CrowdText.PerM2)}, at {Say.Time(time)}"
                + (step > crowd.DensityStep ? "; stop the inflow upstream first" : "");
        Finding finding = new(time, step == 0 ? 0 : 1, text, CrowdText.LimitEvidence(value, limit, crowd.JudgedUnder?.Density, CrowdText.PerM2));
        Episode? episode = crowd.DensityStep == 0
            ? Episode.Raise(crowd.Density, header, finding, output)
            : step == 0
                ? crowd.Density?.Resolve(header, time, text, finding.Evidence, output)
                : crowd.Density?.Step(step > crowd.DensityStep, header, finding, output);
        return (episode, step);
    }

    private static int Step(CrowdLimit limit, double density, int held)
    {
        bool dangerous = density >= LevelsOfService.Dangerous || (held == 2 && density >= LevelsOfService.Dangerous * CrowdLimit.ClearShare);
        return dangerous && limit.Raise < LevelsOfService.Dangerous ? 2 : density >= limit.Raise || (held > 0 && density >= limit.Clear) ? 1 : 0;
    }
}
