using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>Position reports of vehicles.</summary>
internal static class VehicleRecord
{
    public static VehicleReading? Read(ref FieldBag bag, in ReadingHead head)
    {
        bool missing = head.Quality == Quality.Missing;
        double? latitude = missing ? null : bag.Number(Field.LatitudeDeg, -90, 90);
        double? longitude = missing ? null : bag.Number(Field.LongitudeDeg, -180, 180);
        bag.Require(missing || latitude is not null, Field.LatitudeDeg);
        bag.Require(missing || longitude is not null, Field.LongitudeDeg);
        bag.CheckUnitOf(Field.SpeedMps);
        bag.CheckUnitOf(Field.HeadingDeg);
        bag.CheckUnitOf(Field.OccupancyPercent);
        var reading = new VehicleReading
        {
            ThingId = head.Id,
            Municipality = head.Municipality,
            Time = head.Time,
            OriginalTime = head.OriginalTime,
            Quality = head.Quality,
            Drill = head.Drill,
            Source = head.Source,
            Origin = head.Origin,
            Latitude = latitude,
            Longitude = longitude,
            SpeedMps = bag.Number(Field.SpeedMps, min: 0),
            HeadingDeg = bag.Number(Field.HeadingDeg, 0, 360),
            OnDuty = bag.Flag(Field.OnDuty),
            OccupancyPercent = bag.Count(Field.OccupancyPercent),
        };
        return bag.Fault is null ? reading : null;
    }

    public static void Write(Utf8JsonWriter json, VehicleReading reading)
    {
        json.WriteNumber(Field.LatitudeDeg, reading.Latitude);
        json.WriteNumber(Field.LongitudeDeg, reading.Longitude);
        json.WriteNumber(Field.SpeedMps, reading.SpeedMps);
        json.WriteNumber(Field.HeadingDeg, reading.HeadingDeg);
        json.WriteFlag(Field.OnDuty, reading.OnDuty);
        json.WriteNumber(Field.OccupancyPercent, reading.OccupancyPercent);
    }
}
