using System.Globalization;

namespace Realtime.Domain;

/// <summary>A vehicle in words.</summary>
internal static class VehicleText
{
    public static string Status(VehicleState state) => state switch
    {
        { Silence.IsSilent: true } => "silent",
        { LastReading: null } => "no report yet",
        { OnDuty: false } => "off duty",
        { PositionTime: null } => "no position yet",
        _ => "normal",
    };

    public static string Detail(VehicleState state)
    {
        if (state.PositionTime is not { } time)
        {
            return "no position yet";
        }

        string place = string.Create(CultureInfo.InvariantCulture, $"at {state.Latitude:0.#####}, {state.Longitude:0.#####} at {Say.Time(time)}");
        string speed = state.SpeedMps is { } mps ? $", {Say.Number(mps, "m/s")}" : "";
        string load = state.OccupancyPercent is { } percent ? string.Create(CultureInfo.InvariantCulture, $", {percent} % full") : "";
        string behind = state.FarBehind == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $", {state.FarBehind} reports came more than {Say.Span(Limits.VehicleReorderWindow)} behind");
        return $"{place}{speed}{load}{behind}";
    }
}
