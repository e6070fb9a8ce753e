namespace Realtime.Domain;

/// <summary>Vehicles; their silence on duty stands with the sensors', because it is the same rule.</summary>
public static partial class RuleBook
{
    private static IReadOnlyList<RuleEntry> Vehicles =>
    [
        new()
        {
            Rule = Rules.LostContact,
            Title = "Contact with a machine is lost",
            Kinds = [ThingKind.Vehicle],
            Raises = "No report for longer than a limit of seconds while the vehicle is on duty and its channel vouches for the whole time. Its other alerts then stand as last known.",
            Clears = "The next report. Taking the vehicle out of service or removing the limit ends it too, and says that this is no sign of life.",
            Reads = "Tractor 2: lost contact since 2026-06-02 01:10Z, no report for 3 s; at 43.05, 143.2 at 2026-06-02 01:10Z, 1.40 m/s",
            Settings = "`vehicle.lost_contact_limit_s`, `vehicle.duty`, `vehicle.depot`, `source`; the channel's heartbeats have to be as frequent as the limit is short",
            NotJudged = "Time off duty: reported by the vehicle, outside its registered hours, or in its depot when it does not report duty. Time for which no channel vouches.",
            Source = "Unmanned farm machinery runs under a user's watch, from the field, its edge or by monitor within the field (農業機械の自動走行に関する安全性確保ガイドライン, Ministry of Agriculture, 2017, revised "
                + "2021 and 2023; supervision from afar, level 3, is beyond it); own: a machine nobody can stop for seconds is an alert, and the seconds are registered per machine",
            DecidedBy = [nameof(VehicleSilence), nameof(SilenceRule)],
        },
        new()
        {
            Rule = Rules.Corridor,
            Title = "A vehicle left its corridor",
            Kinds = [ThingKind.Vehicle],
            Raises = "Every position of the dwell lies outside the line's width.",
            Clears = "A position that lies the hysteresis inside the edge.",
            Reads = "Drone 1: left its corridor at 2026-06-02 01:10Z; now at 35.82, 137.95",
            Settings = "`vehicle.corridor` (`line`, `width_m`, `dwell_s`, `hysteresis_m`)",
            NotJudged = "Positions older than the newest, doubtful ones, and no positions at all: a vehicle that says nothing is silent, not astray.",
            Source = "Drone deliveries on fixed routes need a watched route (無人航空機の飛行 レベル3: 立入管理区画); width, dwell and hysteresis are the operator's own. "
                + "Distances on the mean sphere of GRS80 (IUGG)",
            DecidedBy = [nameof(ZoneRule), nameof(Zone), nameof(Geo)],
        },
        new()
        {
            Rule = Rules.Geofence,
            Title = "A vehicle crossed the edge of a zone",
            Kinds = [ThingKind.Vehicle],
            Raises = "Every position of the dwell lies on the wrong side: inside a zone it must not enter, or outside one it must not leave. One alert names all zones and tells when the list changes.",
            Clears = "A position that lies the hysteresis back across the edge, for every zone.",
            Reads = "Robot 7: left the plaza at 2026-06-02 01:10Z; now at 35.5493, 139.7558",
            Settings = "`vehicle.geofences` (`name`, `alert_on`, `circle` or `polygon`, `dwell_s`, `hysteresis_m`)",
            NotJudged = "Positions older than the newest, doubtful ones, and no positions at all.",
            Source = "Own; dwell and hysteresis because a receiver's noise at an edge makes a plain comparison flap (github.com/asynkron/realtimemap-dotnet has neither)",
            DecidedBy = [nameof(ZoneRule), nameof(Zone), nameof(Geo)],
        },
        new()
        {
            Rule = Rules.BatteryLow,
            Title = "A vehicle's battery is low",
            Kinds = [ThingKind.Vehicle],
            Raises = "A report with a charge at or below the registered limit.",
            Clears = "A report at least 5 points above it, or full.",
            Reads = "Drone 1: battery at 24.50 % since 2026-06-02 01:10Z",
            Settings = "`vehicle.battery_low_percent`",
            Source = "Own: the limit is what the way back needs, so it is registered per vehicle",
            DecidedBy = [nameof(VehicleAlerts)],
        },
        new()
        {
            Rule = Rules.Altitude,
            Title = "A vehicle flies too high",
            Kinds = [ThingKind.Vehicle],
            Raises = "A report of a height above ground over the registered limit.",
            Clears = "A report more than 5 m below it.",
            Reads = "Drone 1: 151.20 m above ground since 2026-06-02 01:10Z",
            Settings = "`vehicle.altitude_max_m`",
            Source = "From 150 m above ground Japan's Civil Aeronautics Act asks for a permission (航空法第132条の85第1項第1号; the height stands in its ordinance); the limit is what the vehicle's own permission says",
            DecidedBy = [nameof(VehicleAlerts)],
        },
    ];
}
