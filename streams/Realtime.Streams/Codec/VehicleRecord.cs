using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>Position reports of vehicles.</summary>
internal static class VehicleRecord
{
    /// <summary>Below the lowest mine and above every aircraft: beyond these it is another unit.</summary>
    private const double AltitudeMinM = -5_000;

    private const double AltitudeMaxM = 50_000;

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
        bag.CheckUnitOf(Field.BatteryPercent);
        bag.CheckUnitOf(Field.AltitudeM);
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
            Occupancy = ReadOccupancy(ref bag),
            Blade = ReadBlade(ref bag),
            BatteryPercent = bag.Number(Field.BatteryPercent, 0, 100),
            AltitudeM = bag.Number(Field.AltitudeM, AltitudeMinM, AltitudeMaxM),
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
        json.WriteText(Field.OccupancyStatus, reading.Occupancy is { } status ? GtfsOccupancy.Name(status) : null);
        json.WriteText(Field.Blade, reading.Blade is { } blade ? EnumNames<Blade>.Of(blade) : null);
        json.WriteNumber(Field.BatteryPercent, reading.BatteryPercent);
        json.WriteNumber(Field.AltitudeM, reading.AltitudeM);
    }

    private static OccupancyStatus? ReadOccupancy(ref FieldBag bag)
    {
        if (bag.Text(Field.OccupancyStatus) is not { } name)
        {
            return null;
        }

        if (GtfsOccupancy.TryParse(name, out OccupancyStatus status))
        {
            return status;
        }

        bag.Fail(RejectReason.BadValue, $"occupancy_status is {name}; GTFS-Realtime knows {string.Join(", ", GtfsOccupancy.Names)}");
        return null;
    }

    private static Blade? ReadBlade(ref FieldBag bag)
    {
        switch (bag.Text(Field.Blade))
        {
            case null:
                return null;
            case "up":
                return Blade.Up;
            case "down":
                return Blade.Down;
            default:
                bag.Fail(RejectReason.BadValue, "blade has to be up or down");
                return null;
        }
    }
}
