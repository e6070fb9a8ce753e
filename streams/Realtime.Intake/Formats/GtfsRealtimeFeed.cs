using ProtoBuf;

namespace Realtime.Intake.Formats;

/// <summary>
/// The part of a GTFS-Realtime feed (specification 2.0, <c>FeedMessage</c>) that carries vehicle positions; other entities are skipped unread.
/// Field numbers are those of the specification; a null field was not sent.
/// </summary>
[ProtoContract]
internal sealed class GtfsRealtimeFeed
{
    [ProtoMember(1)]
    public GtfsHeader? Header { get; set; }

    [ProtoMember(2)]
    public List<GtfsEntity> Entity { get; set; } = [];
}

[ProtoContract]
internal sealed class GtfsHeader
{
    [ProtoMember(1)]
    public string? GtfsRealtimeVersion { get; set; }

    /// <summary>0 FULL_DATASET, 1 DIFFERENTIAL.</summary>
    [ProtoMember(2)]
    public int? Incrementality { get; set; }

    /// <summary>When the feed was made, Unix seconds; not when the positions were measured.</summary>
    [ProtoMember(3)]
    public ulong? Timestamp { get; set; }
}

[ProtoContract]
internal sealed class GtfsEntity
{
    [ProtoMember(1)]
    public string? Id { get; set; }

    [ProtoMember(2)]
    public bool? IsDeleted { get; set; }

    [ProtoMember(4)]
    public GtfsVehiclePosition? Vehicle { get; set; }
}

[ProtoContract]
internal sealed class GtfsVehiclePosition
{
    [ProtoMember(1)]
    public GtfsTrip? Trip { get; set; }

    [ProtoMember(2)]
    public GtfsPosition? Position { get; set; }

    /// <summary>When the position was measured, Unix seconds.</summary>
    [ProtoMember(5)]
    public ulong? Timestamp { get; set; }

    [ProtoMember(8)]
    public GtfsVehicleDescriptor? Vehicle { get; set; }

    /// <summary>0 EMPTY, 1 MANY_SEATS_AVAILABLE, 2 FEW_SEATS_AVAILABLE, 3 STANDING_ROOM_ONLY, 4 CRUSHED_STANDING_ROOM_ONLY, 5 FULL, 6 NOT_ACCEPTING_PASSENGERS, ...</summary>
    [ProtoMember(9)]
    public int? OccupancyStatus { get; set; }

    [ProtoMember(10)]
    public uint? OccupancyPercentage { get; set; }
}

[ProtoContract]
internal sealed class GtfsTrip
{
    [ProtoMember(1)]
    public string? TripId { get; set; }

    [ProtoMember(5)]
    public string? RouteId { get; set; }
}

[ProtoContract]
internal sealed class GtfsPosition
{
    [ProtoMember(1)]
    public float? Latitude { get; set; }

    [ProtoMember(2)]
    public float? Longitude { get; set; }

    /// <summary>Degrees clockwise from north.</summary>
    [ProtoMember(3)]
    public float? Bearing { get; set; }

    /// <summary>Metres per second.</summary>
    [ProtoMember(5)]
    public float? Speed { get; set; }
}

[ProtoContract]
internal sealed class GtfsVehicleDescriptor
{
    [ProtoMember(1)]
    public string? Id { get; set; }

    [ProtoMember(2)]
    public string? Label { get; set; }
}
