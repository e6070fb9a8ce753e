namespace Realtime.Domain;

/// <summary>
/// Limits of a vehicle's own numbers, and what all its alerts by position have in common.
/// Source: 150 m above ground is where 航空法第132条の85 asks for a permission; battery: own.
/// </summary>
internal static class VehicleAlerts
{
    /// <summary>Percent of charge above the limit at which the battery alert ends.</summary>
    public const double BatteryClears = 5;

    /// <summary>Metres below the limit at which the height alert ends: more than the error of a barometer in a gust.</summary>
    public const double AltitudeClearsM = 5;

    /// <summary>Judges the present numbers and the newest position.</summary>
    public static VehicleState Judge(VehicleState state, in StepContext context, in AlertHeader header, StepOutput output)
    {
        VehicleSettings? settings = context.Registration?.Vehicle;
        VehicleState next = ZoneRule.Judge(state, context, header, output);
        return next with
        {
            Battery = Battery(next, settings?.BatteryLowPercent, header with { Rule = Rules.BatteryLow }, output),
            Altitude = Altitude(next, settings?.AltitudeMaxM, header with { Rule = Rules.Altitude }, output),
        };
    }

    /// <summary>The vehicle cannot be seen: what is open stands as last known.</summary>
    public static VehicleState Lose(VehicleState state, AlertHeader header, DateTimeOffset time, string evidence, StepOutput output) =>
        Each(state, header, (own, episode) => episode?.Lose(
            own, time, $"{own.ThingName}: cannot be seen since {Say.Time(time)}; the last known state stands, this is not an all-clear", evidence, output));

    public static VehicleState Regain(VehicleState state, AlertHeader header, DateTimeOffset time, StepOutput output) =>
        Each(state, header, (own, episode) => episode?.Regain(own, time, $"{own.ThingName}: can be seen again since {Say.Time(time)}", output));

    public static VehicleState End(VehicleState state, AlertHeader header, DateTimeOffset time, string reason, StepOutput output) =>
        Each(state, header, (own, episode) => episode?.Resolve(own, time, $"{own.ThingName}: {reason}; this is not an all-clear", "", output));

    private static VehicleState Each(VehicleState state, AlertHeader header, Func<AlertHeader, Episode?, Episode?> change) => state with
    {
        Corridor = change(header with { Rule = Rules.Corridor }, state.Corridor),
        Geofence = change(header with { Rule = Rules.Geofence }, state.Geofence),
        Battery = change(header with { Rule = Rules.BatteryLow }, state.Battery),
        Altitude = change(header with { Rule = Rules.Altitude }, state.Altitude),
    };

    private static Episode? Battery(VehicleState state, double? limit, in AlertHeader header, StepOutput output)
    {
        if (limit is not { } low || state.BatteryPercent is not { } charge)
        {
            return Removed(state.Battery, state, header, output);
        }

        DateTimeOffset time = state.LastReading.GetValueOrDefault();
        string evidence = $"limit {Say.Number(low, "%")}, ends at {Say.Number(low + BatteryClears, "%")}";
        return charge <= low && state.Battery is not { IsOpen: true }
            ? Episode.Raise(state.Battery, header, new Finding(time, 1, $"{header.ThingName}: battery at {Say.Number(charge, "%")} since {Say.Time(time)}", evidence), output)
            : charge >= Math.Min(low + BatteryClears, 100)
                ? state.Battery?.Resolve(header, time, $"{header.ThingName}: battery at {Say.Number(charge, "%")} again", evidence, output)
                : state.Battery;
    }

    private static Episode? Altitude(VehicleState state, double? limit, in AlertHeader header, StepOutput output)
    {
        if (limit is not { } max || state.AltitudeM is not { } height)
        {
            return Removed(state.Altitude, state, header, output);
        }

        DateTimeOffset time = state.LastReading.GetValueOrDefault();
        string evidence = $"highest permitted {Say.Number(max, "m")} above ground, ends below {Say.Number(max - AltitudeClearsM, "m")}";
        return height > max && state.Altitude is not { IsOpen: true }
            ? Episode.Raise(state.Altitude, header, new Finding(time, 1, $"{header.ThingName}: {Say.Number(height, "m")} above ground since {Say.Time(time)}", evidence), output)
            : height < max - AltitudeClearsM
                ? state.Altitude?.Resolve(header, time, $"{header.ThingName}: {Say.Number(height, "m")} above ground again", evidence, output)
                : state.Altitude;
    }

    private static Episode? Removed(Episode? episode, VehicleState state, in AlertHeader header, StepOutput output) => episode?.Resolve(
        header, state.LastReading.GetValueOrDefault(), $"{header.ThingName}: the limit was removed; this is not an all-clear", "", output);
}
