using Names = Realtime.Domain.Fields;

namespace Realtime.Domain;

/// <summary>Numbers of vehicles: what a report does not carry is left out.</summary>
internal static class VehicleResults
{
    public static IReadOnlyList<ResultField> Of(VehicleReading reading)
    {
        List<ResultField> fields = Of(reading.Latitude, reading.Longitude, reading.SpeedMps, reading.OnDuty);
        AddOwn(fields, reading.OccupancyPercent, reading.Blade, reading.BatteryPercent, reading.AltitudeM);
        return fields;
    }

    public static IReadOnlyList<ResultField> Fields(VehicleState state)
    {
        List<ResultField> fields = state.PositionTime is null
            ? Of(null, null, null, state.OnDuty)
            : Of(state.Latitude, state.Longitude, state.SpeedMps, state.OnDuty);
        AddOwn(fields, state.OccupancyPercent, state.Blade, state.BatteryPercent, state.AltitudeM);
        return fields;
    }

    public static IReadOnlyList<ResultText> Texts(OccupancyStatus? occupancy) =>
        occupancy is { } status ? [new ResultText(Names.OccupancyStatus, GtfsOccupancy.Name(status))] : [];

    private static List<ResultField> Of(double? latitude, double? longitude, double? speed, bool? onDuty)
    {
        List<ResultField> fields = [];
        if (latitude is { } lat && longitude is { } lon)
        {
            fields.Add(new ResultField(Names.LatitudeDeg, lat));
            fields.Add(new ResultField(Names.LongitudeDeg, lon));
        }

        Add(fields, Names.SpeedMps, speed);
        Add(fields, Names.OnDuty, onDuty is { } duty ? duty ? 1 : 0 : null);
        return fields;
    }

    private static void AddOwn(List<ResultField> fields, int? load, Blade? blade, double? battery, double? altitude)
    {
        Add(fields, Names.OccupancyPercent, load);
        Add(fields, Names.BladeDown, blade is { } position ? position == Blade.Down ? 1 : 0 : null);
        Add(fields, Names.BatteryPercent, battery);
        Add(fields, Names.AltitudeM, altitude);
    }

    private static void Add(List<ResultField> fields, string name, double? value)
    {
        if (value is { } number)
        {
            fields.Add(new ResultField(name, number));
        }
    }
}
