namespace Realtime.Domain;

/// <summary>
/// Households under TV watch-over: no viewing for N hours tells the family, a set that cannot be seen tells only the operators.
/// Results are coarse on purpose: a point for an hour with viewing and one for the first hour without, never the minute and never what was watched.
/// Source: own; a device that sends nothing says nothing about the people.
/// </summary>
public sealed class HouseholdMachine : DrillAwareMachine<HouseholdState, HouseholdReading>
{
    public override HouseholdState Start { get; } = new();

    protected override HouseholdState Apply(HouseholdState state, HouseholdReading reading, in StepContext context, StepOutput output)
    {
        if (reading.Time < state.LastReading)
        {
            return state;
        }

        HouseholdState next = Hear(state, reading);
        next = next with { Device = SilenceRule.Hear(state.Device, reading.Time, DeviceHeader(next, context), output) };
        if (reading.Quality != Quality.Good || ViewingRule.IsViewing(reading, context.Registration) is not { } viewing)
        {
            return next;
        }

        next = next with { Hour = Coarse(next.Hour, reading, viewing, context, output) };
        return ViewingRule.Row(next, reading.Time, viewing, context, FamilyHeader(next, context), output);
    }

    /// <summary>One point at most for an hour: who reads the time series must not learn when somebody gets up.</summary>
    private static ViewingHour Coarse(ViewingHour? known, HouseholdReading reading, bool viewing, in StepContext context, StepOutput output)
    {
        DateTimeOffset start = ViewingHour.StartOf(reading.Time);
        ViewingHour hour = known ?? new ViewingHour(start, Viewed: false, Told: null);
        if (start > hour.Start)
        {
            bool over = !hour.Viewed && hour.Told != false;
            if (over)
            {
                output.Add(Point(reading with { Time = hour.Start }, context, Measurements.Household, [new ResultField(Fields.Viewing, 0)]));
            }

            hour = new ViewingHour(start, Viewed: false, over ? false : hour.Told);
        }

        if (!viewing || hour.Viewed)
        {
            return hour;
        }

        output.Add(Point(reading with { Time = hour.Start }, context, Measurements.Household, [new ResultField(Fields.Viewing, 1)]));
        return hour with { Viewed = true, Told = true };
    }

    protected override HouseholdState Adopt(HouseholdState state, in StepContext context, StepOutput output) =>
        ViewingRule.IsWanted(context.Registration)
            ? ViewingRule.Adopt(state, Now(state, context), context, FamilyHeader(state, context), output)
            : state with { NoViewing = Resolve(state, "the viewing rule was removed", Now(state, context), context, output), HeldUntil = null };

    protected override HouseholdState Advance(HouseholdState state, in StepContext context, StepOutput output)
    {
        ChannelView channel = context.Channel.GetValueOrDefault();
        AlertHeader family = FamilyHeader(state, context);
        HouseholdState next = ViewingRule.Due(state, context.Registration) is { } due && due <= channel.Watermark
            ? ViewingRule.Prove(state, Moments.Earliest(channel.Watermark, state.LastRow.GetValueOrDefault()), context, family, output)
            : state;
        SilenceWatch watch = SilenceRule.Observe(next.Device, DeviceLimit(context.Registration), expected: false, channel, out DateTimeOffset? silent);
        if (silent is not { } time)
        {
            return next with { Device = watch };
        }

        AlertHeader device = DeviceHeader(next, context);
        string limit = Say.Span(DeviceLimit(context.Registration).GetValueOrDefault());
        string from = Say.Time(watch.From.GetValueOrDefault());
        Finding finding = new(
            time,
            1,
            $"{device.ThingName}: the set cannot be seen since {from}, no row for {limit}; this says nothing about the people",
            $"limit {limit}; channel {channel.Id} was observed without a break and vouches for everything up to {Say.Exact(time)}");
        string lost = $"{family.ThingName}: the set cannot be seen any more since {Say.Time(time)}; this is not an all-clear";
        return next with
        {
            Device = SilenceRule.Raise(watch, device, finding, output),
            NoViewing = next.NoViewing?.Lose(family, time, lost, finding.Evidence, output),
        };
    }

    protected override DateTimeOffset? NextOf(HouseholdState state, Registration? registration) =>
        Moments.Earlier(ViewingRule.Due(state, registration), SilenceRule.Due(state.Device, DeviceLimit(registration), expected: false));

    protected override HouseholdState End(HouseholdState state, string reason, DateTimeOffset time, in StepContext context, StepOutput output) => state with
    {
        NoViewing = Resolve(state, reason, time, context, output),
        Device = SilenceRule.Withdraw(state.Device, DeviceHeader(state, context), time, reason, output),
    };

    public override ThingView View(HouseholdState state, in StepContext context)
    {
        HouseholdState shown = Shown(state);
        bool alert = shown.NoViewing is { IsOpen: true, Status: not EpisodeStatus.Suppressed };
        DateTimeOffset? away = context.Registration?.Household?.AwayUntil(Now(shown, context));
        string status = shown switch
        {
            { Device.IsSilent: true } or { LastReading: null } => "unknown",
            _ when away is not null => "away",
            _ when alert => "no viewing",
            _ => "normal",
        };
        IReadOnlyList<ResultField> fields = shown.Viewing is { } viewing ? [new ResultField(Fields.Viewing, viewing ? 1 : 0)] : [];
        return ViewOf(state, shown, context, status, Detail(shown, alert, away, context.Registration), alert || shown.Device.IsSilent ? 1 : 0, null, fields);
    }

    private static string Detail(HouseholdState state, bool alert, DateTimeOffset? away, Registration? registration)
    {
        string rule = registration is { Retired: false, NoViewingLimit: { } span } ? $"no-viewing limit {Say.Span(span)}" : "";
        string day = ViewingRule.IsWanted(registration) && registration!.Household?.DayStart is { } start
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"day without viewing judged at {start:HH\\:mm}")
            : "";
        string rules = string.Join(", ", new[] { rule, day }.Where(text => text.Length > 0));
        string seen = state.LastReading is null ? ", no row yet" : state.Device.IsSilent ? $", not seen since {Say.Time(state.LastReading.Value)}" : "";
        string since = alert ? $", alert since {Say.Time(state.NoViewing!.Start)}" : "";
        string absent = away is { } until ? $", away until {Say.Time(until)}" : "";
        return (rules.Length > 0 ? rules : "no viewing rule") + seen + since + absent;
    }

    private static Episode? Resolve(HouseholdState state, string reason, DateTimeOffset time, in StepContext context, StepOutput output)
    {
        AlertHeader header = FamilyHeader(state, context);
        return state.NoViewing?.Resolve(header, time, $"{header.ThingName}: {reason}; this is not an all-clear", "", output);
    }

    private static AlertHeader FamilyHeader(HouseholdState state, in StepContext context) => Header(state, context, Rules.NoViewing, Audience.Family);

    private static AlertHeader DeviceHeader(HouseholdState state, in StepContext context) => Header(state, context, Rules.DeviceSilent);

    /// <summary>Only registered households are watched over.</summary>
    private static TimeSpan? DeviceLimit(Registration? registration) => registration is { Retired: false } ? registration.DeviceSilentLimit : null;
}
