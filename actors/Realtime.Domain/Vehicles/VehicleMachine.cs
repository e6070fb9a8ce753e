namespace Realtime.Domain;

/// <summary>
/// Vehicles: the newest position in event time, silence and lost contact on duty, corridor and geofences, battery and height. Mobile
/// networks reorder and repeat: an older report becomes a point of the track and never moves the vehicle back, a repeat is nothing.
/// </summary>
public sealed class VehicleMachine : DrillAwareMachine<VehicleState, VehicleReading>
{
    public override VehicleState Start { get; } = new();

    protected override VehicleState Apply(VehicleState state, VehicleReading reading, in StepContext context, StepOutput output)
    {
        VehicleState tracked = Follow(state, reading, out TrackOutcome outcome);
        if (outcome == TrackOutcome.Duplicate)
        {
            return tracked;
        }

        if (reading.Quality != Quality.Missing && VehicleResults.Of(reading) is { Count: > 0 } fields)
        {
            output.Add(Point(reading, context, Measurements.Vehicle, fields, VehicleResults.Texts(reading.Occupancy)));
        }

        if (reading.Time < tracked.LastReading)
        {
            return outcome == TrackOutcome.Behind ? tracked with { FarBehind = tracked.FarBehind + 1 } : tracked;
        }

        VehicleState next = Hear(tracked, reading);
        next = next with
        {
            Silence = SilenceRule.Hear(state.Silence, reading.Time, HeaderOf(next, context), output),
            Contact = HearContact(next, reading.Time, context, output),
        };
        return reading.Quality == Quality.Suspect ? next : Judge(Move(next, reading, context), reading, context, output);
    }

    protected override VehicleState Adopt(VehicleState state, in StepContext context, StepOutput output)
    {
        VehicleState next = state with
        {
            InDepot = VehicleSilence.IsInDepot(state, context.Registration),
            Silence = AdoptWatch(state, state.Silence, VehicleSilence.SilenceLimit(context.Registration), Rules.Silence, context, output),
            Contact = state.Contact is null && VehicleSilence.ContactLimit(context.Registration) is null
                ? null
                : AdoptWatch(state, ContactOf(state), VehicleSilence.ContactLimit(context.Registration), Rules.LostContact, context, output),
        };

        // What cannot be seen is not judged anew: the next position will.
        return next.Silence.IsSilent || next.Contact is { IsSilent: true } || next.LastReading is null
            ? next
            : VehicleAlerts.Judge(next, context, HeaderOf(next, context), output);
    }

    protected override VehicleState Advance(VehicleState state, in StepContext context, StepOutput output)
    {
        ChannelView channel = context.Channel.GetValueOrDefault();
        TimeSpan? limit = VehicleSilence.OnDuty(state, VehicleSilence.SilenceLimit(context.Registration));
        SilenceWatch watch = VehicleSilence.Observe(state.Silence, limit, context.Registration, channel, out DateTimeOffset? due);
        VehicleState next = state with { Silence = watch };
        if (due is { } silentAt)
        {
            AlertHeader header = HeaderOf(next, context);
            Finding finding = VehicleText.Silent(next, watch, "silent on duty", silentAt, limit.GetValueOrDefault(), header, channel.Id);
            next = VehicleAlerts.Lose(next with { Silence = SilenceRule.Raise(watch, header, finding, output) }, header, silentAt, finding.Evidence, output);
        }

        TimeSpan? contact = VehicleSilence.OnDuty(state, VehicleSilence.ContactLimit(context.Registration));
        if (contact is not { } span)
        {
            return next;
        }

        SilenceWatch lost = VehicleSilence.Observe(ContactOf(next), contact, context.Registration, channel, out due);
        next = next with { Contact = lost };
        if (due is { } lostAt)
        {
            AlertHeader header = HeaderOf(next, context) with { Rule = Rules.LostContact };
            Finding finding = VehicleText.Silent(next, lost, "lost contact", lostAt, span, header, channel.Id);
            next = VehicleAlerts.Lose(next with { Contact = SilenceRule.Raise(lost, header, finding, output) }, header, lostAt, finding.Evidence, output);
        }

        return next;
    }

    protected override DateTimeOffset? NextOf(VehicleState state, Registration? registration) => Moments.Earlier(
        VehicleSilence.Due(state.Silence, VehicleSilence.OnDuty(state, VehicleSilence.SilenceLimit(registration)), state, registration),
        VehicleSilence.Due(ContactOf(state), VehicleSilence.OnDuty(state, VehicleSilence.ContactLimit(registration)), state, registration));

    protected override VehicleState End(VehicleState state, string reason, DateTimeOffset time, in StepContext context, StepOutput output)
    {
        AlertHeader header = HeaderOf(state, context);
        return VehicleAlerts.End(state, header, time, reason, output) with
        {
            Silence = SilenceRule.Withdraw(state.Silence, header, time, reason, output),
            Contact = state.Contact is null ? null : SilenceRule.Withdraw(state.Contact, header with { Rule = Rules.LostContact }, time, reason, output),
        };
    }

    public override ThingView View(VehicleState state, in StepContext context)
    {
        VehicleState shown = Shown(state);
        (double, double)? place = shown.PositionTime is null ? null : (shown.Latitude, shown.Longitude);
        int level = VehicleText.IsAlert(shown) ? 1 : 0;
        return ViewOf(
            state, shown, context, VehicleText.Status(shown), VehicleText.Detail(shown, context.Registration), level, place, VehicleResults.Fields(shown));
    }

    /// <summary>Only good positions make the track; a doubtful one is stored and compared with nothing.</summary>
    private static VehicleState Follow(VehicleState state, VehicleReading reading, out TrackOutcome outcome)
    {
        outcome = TrackOutcome.Newest;
        return reading is { Quality: Quality.Good, Latitude: { } latitude, Longitude: { } longitude }
            ? state with { Track = (state.Track ?? new VehicleTrack()).Take(reading.Time, new GeoPoint(latitude, longitude), out outcome) }
            : state;
    }

    private static VehicleState Move(VehicleState state, VehicleReading reading, in StepContext context)
    {
        VehicleState next = state with { OnDuty = reading.OnDuty ?? state.OnDuty };
        if (reading is not { Quality: Quality.Good, Latitude: { } latitude, Longitude: { } longitude })
        {
            return next;
        }

        next = next with
        {
            PositionTime = reading.Time,
            Latitude = latitude,
            Longitude = longitude,
            SpeedMps = reading.SpeedMps,
            HeadingDeg = reading.HeadingDeg,
            OccupancyPercent = reading.OccupancyPercent ?? state.OccupancyPercent,
            Occupancy = reading.Occupancy ?? state.Occupancy,
            Blade = reading.Blade ?? state.Blade,
            BatteryPercent = reading.BatteryPercent ?? state.BatteryPercent,
            AltitudeM = reading.AltitudeM ?? state.AltitudeM,
        };
        return next with { InDepot = VehicleSilence.IsInDepot(next, context.Registration) };
    }

    private static VehicleState Judge(VehicleState state, VehicleReading reading, in StepContext context, StepOutput output)
    {
        if (reading.Quality != Quality.Good || context.Registration is { Retired: true })
        {
            return state;
        }

        AlertHeader header = HeaderOf(state, context);
        return VehicleAlerts.Judge(VehicleAlerts.Regain(state, header, reading.Time, output), context, header, output);
    }

    private static SilenceWatch? HearContact(VehicleState state, DateTimeOffset time, in StepContext context, StepOutput output) =>
        state.Contact is null && VehicleSilence.ContactLimit(context.Registration) is null
            ? null
            : SilenceRule.Hear(ContactOf(state), time, HeaderOf(state, context) with { Rule = Rules.LostContact }, output);

    private static SilenceWatch AdoptWatch(VehicleState state, SilenceWatch watch, TimeSpan? limit, string rule, in StepContext context, StepOutput output)
    {
        if (limit is null)
        {
            return SilenceRule.Withdraw(watch, HeaderOf(state, context) with { Rule = rule }, Now(state, context), "the silence rule was removed", output);
        }

        return state.LastReading is { } last
            ? watch.From is null ? watch with { From = last } : watch
            : context.Channel is { } channel && VehicleSilence.Expected(context.Registration)
                ? watch with { From = Moments.Latest(watch.From, channel.ObservedSince) }
                : watch;
    }

    private static SilenceWatch ContactOf(VehicleState state) => state.Contact ?? SilenceWatch.None;

    private static AlertHeader HeaderOf(VehicleState state, in StepContext context) => Header(state, context, Rules.Silence);
}
