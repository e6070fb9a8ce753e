using ProtoBuf;

namespace Realtime.Intake.Formats;

/// <summary>A vehicle's newest position, for a feed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Label">What stands on it; "" = none.</param>
/// <param name="Latitude">WGS84.</param>
/// <param name="Longitude">WGS84.</param>
/// <param name="Time">When it was measured.</param>
/// <param name="HeadingDeg">Degrees clockwise from north.</param>
/// <param name="SpeedMps">Metres per second.</param>
/// <param name="OccupancyStatus">Number of the specification's enumeration.</param>
/// <param name="OccupancyPercent">Percent of its places.</param>
public sealed record VehicleFix(
    string Id, string Label, double Latitude, double Longitude, DateTimeOffset Time, double? HeadingDeg, double? SpeedMps, int? OccupancyStatus, int? OccupancyPercent);

/// <summary>Writes a GTFS-Realtime 2.0 feed of vehicle positions with the classes that the intake reads feeds with.</summary>
public static class GtfsRealtimeWriter
{
    public const string ContentType = "application/x-protobuf";

    /// <summary>A full dataset: what is not in it is not known.</summary>
    public static byte[] Write(IEnumerable<VehicleFix> vehicles, DateTimeOffset now)
    {
        GtfsRealtimeFeed feed = new()
        {
            Header = new GtfsHeader { GtfsRealtimeVersion = "2.0", Incrementality = 0, Timestamp = (ulong)now.ToUnixTimeSeconds() },
            Entity = [.. vehicles.Select(EntityOf)],
        };
        using MemoryStream bytes = new();
        Serializer.Serialize(bytes, feed);
        return bytes.ToArray();
    }

    private static GtfsEntity EntityOf(VehicleFix fix) => new()
    {
        Id = fix.Id,
        Vehicle = new GtfsVehiclePosition
        {
            Vehicle = new GtfsVehicleDescriptor { Id = fix.Id, Label = fix.Label.Length == 0 ? null : fix.Label },
            Position = new GtfsPosition { Latitude = (float)fix.Latitude, Longitude = (float)fix.Longitude, Bearing = (float?)fix.HeadingDeg, Speed = (float?)fix.SpeedMps },
            Timestamp = (ulong)fix.Time.ToUnixTimeSeconds(),
            OccupancyStatus = fix.OccupancyStatus,
            OccupancyPercentage = (uint?)fix.OccupancyPercent,
        },
    };
}
