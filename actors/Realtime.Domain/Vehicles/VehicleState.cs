namespace Realtime.Domain;

/// <summary>What is remembered of one vehicle: its newest position in event time, the recent points, and its alerts.</summary>
public sealed record VehicleState : ThingState<VehicleState>
{
    /// <summary>Event time of the position; null = none yet.</summary>
    public DateTimeOffset? PositionTime { get; init; }

    public double Latitude { get; init; }

    public double Longitude { get; init; }

    public double? SpeedMps { get; init; }

    public double? HeadingDeg { get; init; }

    /// <summary>GTFS-Realtime occupancy_percentage; the number to compare where both are known.</summary>
    public int? OccupancyPercent { get; init; }

    public OccupancyStatus? Occupancy { get; init; }

    /// <summary>As last reported; null = never reported, then silence counts as on duty.</summary>
    public bool? OnDuty { get; init; }

    /// <summary>The newest position lies in the registered depot.</summary>
    public bool InDepot { get; init; }

    /// <summary>A plough's blade as last reported; null = never reported.</summary>
    public Blade? Blade { get; init; }

    public double? BatteryPercent { get; init; }

    /// <summary>Height above ground, metres.</summary>
    public double? AltitudeM { get; init; }

    /// <summary>Reports older than the newest by more than <see cref="Limits.VehicleReorderWindow"/>: a sign of a wrong clock or a stored-up log.</summary>
    public int FarBehind { get; init; }

    /// <summary>Recent points and counts; null = no point yet.</summary>
    public VehicleTrack? Track { get; init; }

    public SilenceWatch Silence { get; init; } = SilenceWatch.None;

    /// <summary>Lost contact: as silence, with a limit of seconds; null = never watched.</summary>
    public SilenceWatch? Contact { get; init; }

    /// <summary>Zones on whose wrong side it is; null = none.</summary>
    public ZoneBook? Zones { get; init; }

    public Episode? Corridor { get; init; }

    public Episode? Geofence { get; init; }

    public Episode? Battery { get; init; }

    public Episode? Altitude { get; init; }
}
