namespace Realtime.Domain;

/// <summary>
/// The rule of places where people are counted (<see cref="CrowdSettings"/>): believes or doubts a count, judges it against the limits and
/// the weekly profile, learns from it, forecasts the next one and says in the reading's point what it means.
/// </summary>
internal sealed class CrowdSensor : SensorRule
{
    public override SensorState Read(SensorState state, SensorReading reading, SensorStep step)
    {
        if (SensorValues.IsFrozen(reading, step.Water))
        {
            // An old count that a list still names: what is there now is not known.
            return Advance(state, step);
        }

        if (SettingsOf(state, step) is not { } settings || !SensorValues.IsGood(reading) || reading.Value is not (>= 0 and { } persons))
        {
            return state;
        }

        return Read(state, reading, persons, settings, step);
    }

    /// <summary>Apart, because its closure must not be made for the readings of every other sensor.</summary>
    private static SensorState Read(SensorState state, SensorReading reading, double persons, CrowdSettings settings, SensorStep step)
    {
        CrowdState crowd = Fitting(state.Crowd ?? new CrowdState(), settings.Interval);
        AlertHeader Header(string rule) => step.Header(state, rule);
        if (persons == 0)
        {
            crowd = crowd with { Zeros = Zero(crowd, reading, settings.Interval) };
            if (crowd.Doubted)
            {
                step.Point = CrowdPoints.Doubted();
                return state with { Crowd = Remember(CounterFault.Doubt(crowd, reading.Time, Header, step.Output), reading.Time, settings.Interval) };
            }
        }
        else
        {
            crowd = CounterFault.Believe(crowd, reading.Time, persons, Header, step.Output) with { Zeros = null, Counted = persons };
        }

        return state with { Crowd = Take(crowd, reading, persons, settings, Header, step) };
    }

    /// <summary>A zero that comes late cannot be checked against what should have been there: it is stored as doubtful, never as an empty place.</summary>
    public override void Late(SensorState state, SensorReading reading, SensorStep step)
    {
        if (SettingsOf(state, step) is not null && reading.Value == 0 && step.Point is not null)
        {
            step.Point = CrowdPoints.Doubted();
        }
    }

    public override SensorState Adopt(SensorState state, SensorStep step)
    {
        if (state.Crowd is not { } crowd)
        {
            return state;
        }

        AlertHeader Header(string rule) => step.Header(state, rule);
        if (SettingsOf(state, step) is not { } settings)
        {
            CrowdState ended = CrowdAlerts.End(crowd, Header, step.Now(state), "its crowd rules were removed", step.Output);
            return state with { Crowd = ended with { Profile = null, Forecast = null, Newest = null, Zeros = null } };
        }

        // What cannot be seen is not judged anew: the next reading will.
        return crowd.Doubted || crowd.Time is null || state.Silence.IsSilent
            ? state
            : state with { Crowd = CrowdAlerts.Judge(Fitting(crowd, settings.Interval), settings, null, Header, step.Output) };
    }

    public override SensorState Advance(SensorState state, SensorStep step) => step.Blind is { } blind && state.Crowd is { } crowd
        ? state with { Crowd = CrowdAlerts.Lose(crowd, rule => step.Header(state, rule), blind.Since, blind.Evidence, step.Output) }
        : state;

    public override SensorState End(SensorState state, string reason, DateTimeOffset time, SensorStep step) => state.Crowd is { } crowd
        ? state with { Crowd = CrowdAlerts.End(crowd, rule => step.Header(state, rule), time, reason, step.Output) }
        : state;

    public override int Level(SensorState state) => state.Crowd is { } crowd && (CrowdAlerts.AnyOpen(crowd) || crowd.Blind is { IsOpen: true }) ? 1 : 0;

    /// <summary>A believed count: judged by what was known before it, then learned from.</summary>
    private static CrowdState Take(
        CrowdState crowd, SensorReading reading, double persons, CrowdSettings settings, Func<string, AlertHeader> header, SensorStep step)
    {
        WeeklyProfile profile = crowd.Profile ?? WeeklyProfile.Empty(settings.Interval);
        bool corrects = crowd.Time == reading.Time;
        int slot = profile.SlotOf(reading.Time);
        ProfileSlot usual = profile[slot];
        double root = Math.Sqrt(persons);
        double? off = profile.Usual(slot) is { } mean ? root - mean : null;

        CrowdState next = CrowdAlerts.Regain(
            crowd with { Time = reading.Time, Persons = persons, SpeedMps = reading.SpeedMps }, header, reading.Time, step.Output);
        next = CrowdAlerts.Judge(next, settings, usual, header, step.Output);
        PendingForecast? made = null;
        if (!corrects)
        {
            profile = profile.Learn(slot, root);
            CrowdForecast forecast = CrowdForecast.Score(crowd.Forecast, reading.Time, persons, off, settings.Interval).Make(profile, reading.Time, persons, off, out made);
            next = next with { Profile = profile, Forecast = forecast, Newest = made ?? crowd.Newest };
        }

        CrowdPoints.Add(step.Point, reading, next, settings, usual);
        if (made is not null)
        {
            step.Output.Add(CrowdPoints.Forecast(made, reading, step.Context));
        }

        return next;
    }

    /// <summary>
    /// Doubted zeros are learned as slowly as everything that is far from usual: a place that begins to close on Mondays is reported for some
    /// weeks, not for ever. From a counter that never counted anybody nothing is learned.
    /// </summary>
    private static CrowdState Remember(CrowdState crowd, DateTimeOffset time, TimeSpan interval)
    {
        WeeklyProfile profile = crowd.Profile ?? WeeklyProfile.Empty(interval);
        int slot = profile.SlotOf(time);
        return crowd.Counted is null || slot == profile.LastSlot ? crowd : crowd with { Profile = profile.Learn(slot, 0) };
    }

    private static ZeroRun Zero(CrowdState crowd, SensorReading reading, TimeSpan interval)
    {
        WeeklyProfile profile = crowd.Profile ?? WeeklyProfile.Empty(interval);
        return crowd.Zeros is { } run && run.Until == reading.Time
            ? run
            : ZeroRun.Another(crowd.Zeros, profile, reading.Time, crowd.Counted);
    }

    /// <summary>Forgets what was learned from counts of another interval: they cannot be compared.</summary>
    private static CrowdState Fitting(CrowdState crowd, TimeSpan interval) =>
        crowd.Profile is { } profile && profile.Interval != interval ? crowd with { Profile = null, Forecast = null, Newest = null, Zeros = null } : crowd;

    private static CrowdSettings? SettingsOf(SensorState state, SensorStep step) =>
        step.Registration is { Retired: false, Crowd: { } settings } registration && (registration.SensorType ?? state.Type) == SensorType.People ? settings : null;
}
