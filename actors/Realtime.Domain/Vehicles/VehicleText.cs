using System.Globalization;

namespace Realtime.Domain;

/// <summary>A vehicle in words.</summary>
internal static class VehicleText
{
    public static string Status(VehicleState state) => state switch
    {
        { Contact.IsSilent: true } => "lost contact",
        { Silence.IsSilent: true } => "silent",
        { LastReading: null } => "no report yet",
        { Corridor.IsOpen: true } => "off its corridor",
        { Geofence.IsOpen: true } => "across a zone's edge",
        { Altitude.IsOpen: true } => "too high",
        { Battery.IsOpen: true } => "battery low",
        { OnDuty: false } => "off duty",
        { OnDuty: null, InDepot: true } => "in its depot",
        { PositionTime: null } => "no position yet",
        _ => "normal",
    };

    public static bool IsAlert(VehicleState state) =>
        state.Silence.IsSilent
        || state is { Contact.IsSilent: true } or { Corridor.IsOpen: true } or { Geofence.IsOpen: true } or { Altitude.IsOpen: true } or { Battery.IsOpen: true };

    public static string Detail(VehicleState state, Registration? registration)
    {
        string type = registration?.Vehicle is { Type.Length: > 0 } settings ? $"{settings.Type} " : "";
        return type + Where(state);
    }

    /// <summary>The finding of both silence rules.</summary>
    public static Finding Silent(VehicleState state, SilenceWatch watch, string what, DateTimeOffset due, TimeSpan limit, in AlertHeader header, string channel)
    {
        string last = state.LastReading is null ? "it was never heard, its channel is alive" : Where(state);
        string span = Say.Span(limit);
        return new Finding(
            due,
            1,
            $"{header.ThingName}: {what} since {Say.Time(watch.From.GetValueOrDefault())}, no report for {span}; {last}",
            $"limit {span} from the registry; channel {channel} was observed without a break and vouches for everything up to {Say.Exact(due)}");
    }

    private static string Where(VehicleState state)
    {
        if (state.PositionTime is not { } time)
        {
            return "no position yet";
        }

        string place = string.Create(CultureInfo.InvariantCulture, $"at {state.Latitude:0.#####}, {state.Longitude:0.#####} at {Say.Time(time)}");
        string speed = state.SpeedMps is { } mps ? $", {Say.Number(mps, "m/s")}" : "";
        string height = state.AltitudeM is { } metres ? $", {Say.Number(metres, "m")} above ground" : "";
        string charge = state.BatteryPercent is { } percent ? string.Create(CultureInfo.InvariantCulture, $", battery {percent:0.#} %") : "";
        string blade = state.Blade is { } position ? $", blade {(position == Blade.Down ? "down" : "up")}" : "";
        return $"{place}{speed}{height}{charge}{blade}{Load(state)}{Behind(state)}";
    }

    /// <summary>The percentage where it is known; the standard's words are another scale.</summary>
    private static string Load(VehicleState state) =>
        state.OccupancyPercent is { } percent ? string.Create(CultureInfo.InvariantCulture, $", {percent} % full")
        : state.Occupancy is { } status ? $", {GtfsOccupancy.Name(status)}"
        : "";

    private static string Behind(VehicleState state) => state.FarBehind == 0
        ? ""
        : string.Create(
            CultureInfo.InvariantCulture,
            $", {state.FarBehind} reports came more than {Say.Span(Limits.VehicleReorderWindow)} behind (or {Limits.VehicleRecentPointsMax} points)");
}
