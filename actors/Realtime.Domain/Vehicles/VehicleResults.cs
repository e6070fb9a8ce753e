using Names = Realtime.Domain.Fields;

namespace Realtime.Domain;

/// <summary>Numbers of vehicles: what a report does not carry is left out.</summary>
internal static class VehicleResults
{
    public static IReadOnlyList<ResultField> Of(VehicleReading reading) =>
        Of(reading.Latitude, reading.Longitude, reading.SpeedMps, reading.OnDuty);

    public static IReadOnlyList<ResultField> Fields(VehicleState state) => state.PositionTime is null
        ? Of(null, null, null, state.OnDuty)
        : Of(state.Latitude, state.Longitude, state.SpeedMps, state.OnDuty);

    private static List<ResultField> Of(double? latitude, double? longitude, double? speed, bool? onDuty)
    {
        List<ResultField> fields = [];
        if (latitude is { } lat && longitude is { } lon)
        {
            fields.Add(new ResultField(Names.LatitudeDeg, lat));
            fields.Add(new ResultField(Names.LongitudeDeg, lon));
        }

        if (speed is { } mps)
        {
            fields.Add(new ResultField(Names.SpeedMps, mps));
        }

        if (onDuty is { } duty)
        {
            fields.Add(new ResultField(Names.OnDuty, duty ? 1 : 0));
        }

        return fields;
    }
}
