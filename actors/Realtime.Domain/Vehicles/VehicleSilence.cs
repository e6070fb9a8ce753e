namespace Realtime.Domain;

/// <summary>
/// Silence on duty and lost contact: the rule of <see cref="SilenceRule"/>, counted within the registered hours of duty only. A vehicle
/// that said it is off duty may be silent; one that went home by the timetable without a word is not awaited until its next shift.
/// Source: own limit of seconds, because unmanned farm machinery runs under a user's watch (農業機械の自動走行に関する安全性確保ガイドライン, Ministry of Agriculture);
/// hours of duty: own.
/// </summary>
internal static class VehicleSilence
{
    /// <summary>Due time; null = no limit, off duty, already silent, or nothing to count from.</summary>
    public static DateTimeOffset? Due(SilenceWatch watch, TimeSpan? limit, VehicleState state, Registration? registration)
    {
        bool expected = Expected(registration) && state.LastReading is null;
        return limit is { } span && watch is { From: { } from, IsSilent: false }
            ? Reached(from, span, registration)
            : SilenceRule.Due(watch, limit, expected);
    }

    /// <summary>As <see cref="SilenceRule.Observe"/>.</summary>
    public static SilenceWatch Observe(SilenceWatch watch, TimeSpan? limit, Registration? registration, in ChannelView channel, out DateTimeOffset? due)
    {
        SilenceWatch next = SilenceRule.Observe(watch, limit, Expected(registration), channel, out due);
        if (limit is { } span && next is { From: { } from, IsSilent: false })
        {
            due = Reached(from, span, registration) is { } reached && reached <= channel.Watermark ? reached : null;
        }

        return next;
    }

    /// <summary>The registry names a channel, so a vehicle that was never heard is awaited too.</summary>
    public static bool Expected(Registration? registration) => registration is { Retired: false, Source.Length: > 0 };

    /// <summary>Limit of the rule "silent on duty".</summary>
    public static TimeSpan? SilenceLimit(Registration? registration) => registration is { Retired: false } ? registration.SilenceLimit : null;

    /// <summary>Limit of the rule "lost contact".</summary>
    public static TimeSpan? ContactLimit(Registration? registration) => registration is { Retired: false } ? registration.Vehicle?.LostContactLimit : null;

    /// <summary>A parked vehicle may be silent.</summary>
    public static TimeSpan? OnDuty(VehicleState state, TimeSpan? limit) => state.OnDuty ?? !state.InDepot ? limit : null;

    /// <summary>Whether the newest position lies in the registered depot.</summary>
    public static bool IsInDepot(VehicleState state, Registration? registration) =>
        state.PositionTime is not null && registration?.Vehicle?.Depot is { } depot && depot.MetresOutside(new GeoPoint(state.Latitude, state.Longitude)) <= 0;

    private static DateTimeOffset? Reached(DateTimeOffset from, TimeSpan limit, Registration? registration) =>
        registration?.Vehicle?.Duty is { } duty ? duty.Reached(from, limit) : Moments.Later(from, limit);
}
