namespace Realtime.Domain;

/// <summary>
/// Households under TV watch-over: no viewing for N hours tells the family, a set that cannot be seen tells only the operators.
/// Results are coarse on purpose: viewing or not, on change.
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

        if (viewing != state.Viewing)
        {
            output.Add(Point(reading, context, Measurements.Household, [new ResultField(Fields.Viewing, viewing ? 1 : 0)]));
        }

        return ViewingRule.Row(next, reading.Time, viewing, context, FamilyHeader(next, context), output);
    }

    protected override HouseholdState Adopt(HouseholdState state, in StepContext context, StepOutput output) =>
        ViewingRule.Limit(context.Registration) is null
            ? state with { NoViewing = Resolve(state, "the viewing rule was removed", Now(state, context), context, output) }
            : state;

    protected override HouseholdState Advance(HouseholdState state, in StepContext context, StepOutput output)
    {
        ChannelView channel = context.Channel.GetValueOrDefault();
        AlertHeader family = FamilyHeader(state, context);
        HouseholdState next = ViewingRule.Due(state, context.Registration) is { } due && due <= channel.Watermark
            ? ViewingRule.Raise(state, due, context, family, output)
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
        bool alert = shown.NoViewing is { IsOpen: true };
        string status = shown switch
        {
            { Device.IsSilent: true } => "unobservable",
            { LastReading: null } => "no row yet",
            _ when alert => "no viewing",
            _ => "normal",
        };
        string limit = ViewingRule.Limit(context.Registration) is { } span ? $"no-viewing limit {Say.Span(span)}" : "no viewing rule";
        string since = alert ? $", alert since {Say.Time(shown.NoViewing!.Start)}" : "";
        IReadOnlyList<ResultField> fields = shown.Viewing is { } viewing ? [new ResultField(Fields.Viewing, viewing ? 1 : 0)] : [];
        return ViewOf(state, shown, context, status, limit + since, alert || shown.Device.IsSilent ? 1 : 0, null, fields);
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
