namespace Realtime.Domain;

/// <summary>What is remembered of one vehicle: its newest position in event time.</summary>
public sealed record VehicleState : ThingState<VehicleState>
{
    /// <summary>Event time of the position; null = none yet.</summary>
    public DateTimeOffset? PositionTime { get; init; }

    public double Latitude { get; init; }

    public double Longitude { get; init; }

    public double? SpeedMps { get; init; }

    public double? HeadingDeg { get; init; }

    public int? OccupancyPercent { get; init; }

    /// <summary>As last reported; null = never reported, then silence counts as on duty.</summary>
    public bool? OnDuty { get; init; }

    /// <summary>Reports older than the newest by more than <see cref="Limits.VehicleReorderWindow"/>: a sign of a wrong clock or a stored-up log.</summary>
    public int FarBehind { get; init; }

    public SilenceWatch Silence { get; init; } = SilenceWatch.None;
}
