namespace Realtime.Domain;

/// <summary>
/// Vehicles: the newest position in event time, and silence while on duty. Mobile networks reorder: an older report becomes a
/// point of the track and never moves the vehicle back.
/// </summary>
public sealed class VehicleMachine : DrillAwareMachine<VehicleState, VehicleReading>
{
    public override VehicleState Start { get; } = new();

    protected override VehicleState Apply(VehicleState state, VehicleReading reading, in StepContext context, StepOutput output)
    {
        if (reading.Quality != Quality.Missing && VehicleResults.Of(reading) is { Count: > 0 } fields)
        {
            output.Add(Point(reading, context, Measurements.Vehicle, fields));
        }

        if (state.LastReading is { } last && reading.Time < last)
        {
            return last - reading.Time > Limits.VehicleReorderWindow ? state with { FarBehind = state.FarBehind + 1 } : state;
        }

        VehicleState next = Hear(state, reading);
        next = next with { Silence = SilenceRule.Hear(state.Silence, reading.Time, HeaderOf(next, context), output) };
        return reading.Quality == Quality.Suspect ? next : Move(next, reading);
    }

    protected override VehicleState Adopt(VehicleState state, in StepContext context, StepOutput output)
    {
        if (LimitOf(context.Registration) is null)
        {
            SilenceWatch ended = SilenceRule.Withdraw(state.Silence, HeaderOf(state, context), Now(state, context), "the silence rule was removed", output);
            return state with { Silence = ended };
        }

        return state.LastReading is null && context.Channel is { } channel && Expected(context.Registration)
            ? state with { Silence = state.Silence with { From = Moments.Latest(state.Silence.From, channel.ObservedSince) } }
            : state;
    }

    protected override VehicleState Advance(VehicleState state, in StepContext context, StepOutput output)
    {
        ChannelView channel = context.Channel.GetValueOrDefault();
        TimeSpan? limit = OnDutyLimit(state, context.Registration);
        SilenceWatch watch = SilenceRule.Observe(state.Silence, limit, Expected(context.Registration), channel, out DateTimeOffset? due);
        if (due is not { } time)
        {
            return state with { Silence = watch };
        }

        AlertHeader header = HeaderOf(state, context);
        string last = state.LastReading is null ? "it was never heard, its channel is alive" : VehicleText.Detail(state);
        string span = Say.Span(limit.GetValueOrDefault());
        Finding finding = new(
            time,
            1,
            $"{header.ThingName}: silent on duty since {Say.Time(watch.From.GetValueOrDefault())}, no report for {span}; {last}",
            $"limit {span} from the registry; channel {channel.Id} was observed without a break and vouches for everything up to {Say.Exact(time)}");
        return state with { Silence = SilenceRule.Raise(watch, header, finding, output) };
    }

    protected override DateTimeOffset? NextOf(VehicleState state, Registration? registration) =>
        SilenceRule.Due(state.Silence, OnDutyLimit(state, registration), Expected(registration) && state.LastReading is null);

    protected override VehicleState End(VehicleState state, string reason, DateTimeOffset time, in StepContext context, StepOutput output) =>
        state with { Silence = SilenceRule.Withdraw(state.Silence, HeaderOf(state, context), time, reason, output) };

    public override ThingView View(VehicleState state, in StepContext context)
    {
        VehicleState shown = Shown(state);
        (double, double)? place = shown.PositionTime is null ? null : (shown.Latitude, shown.Longitude);
        return ViewOf(
            state, shown, context, VehicleText.Status(shown), VehicleText.Detail(shown), shown.Silence.IsSilent ? 1 : 0, place, VehicleResults.Fields(shown));
    }

    private static VehicleState Move(VehicleState state, VehicleReading reading)
    {
        VehicleState next = state with { OnDuty = reading.OnDuty ?? state.OnDuty };
        return reading is { Quality: Quality.Good, Latitude: { } latitude, Longitude: { } longitude }
            ? next with
            {
                PositionTime = reading.Time,
                Latitude = latitude,
                Longitude = longitude,
                SpeedMps = reading.SpeedMps,
                HeadingDeg = reading.HeadingDeg,
                OccupancyPercent = reading.OccupancyPercent ?? state.OccupancyPercent,
            }
            : next;
    }

    private static AlertHeader HeaderOf(VehicleState state, in StepContext context) => Header(state, context, Rules.Silence);

    /// <summary>A parked vehicle may be silent.</summary>
    private static TimeSpan? OnDutyLimit(VehicleState state, Registration? registration) => state.OnDuty == false ? null : LimitOf(registration);

    private static TimeSpan? LimitOf(Registration? registration) => registration is { Retired: false } ? registration.SilenceLimit : null;

    private static bool Expected(Registration? registration) => registration is { Retired: false, Source.Length: > 0 };
}
