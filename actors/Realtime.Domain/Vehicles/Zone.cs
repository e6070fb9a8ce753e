namespace Realtime.Domain;

/// <summary>Form of a zone.</summary>
public enum ZoneShape
{
    /// <summary>One point and a radius.</summary>
    Circle,

    /// <summary>Three or more corners.</summary>
    Polygon,

    /// <summary>A line of two or more points and the full width around it: the fixed route of a drone or a vehicle.</summary>
    Corridor,
}

/// <summary>On which side of its edge the vehicle breaks the zone's rule.</summary>
public enum ZoneSide
{
    /// <summary>It has to stay inside: being outside is the alert.</summary>
    Inside,

    /// <summary>It has to stay outside: being inside is the alert.</summary>
    Outside,
}

/// <summary>A place with an edge that a vehicle must not cross. Source: own; distances as in <see cref="Geo"/>.</summary>
/// <param name="Name">For people; unique within a vehicle.</param>
/// <param name="Shape">The form.</param>
/// <param name="Points">Circle: its centre; polygon: its corners; corridor: its line.</param>
/// <param name="SizeM">Circle: radius; corridor: full width; polygon: 0. Metres.</param>
/// <param name="Stay">Where the vehicle has to be.</param>
public sealed record Zone(string Name, ZoneShape Shape, IReadOnlyList<GeoPoint> Points, double SizeM, ZoneSide Stay)
{
    /// <summary>Event time from the first to the last position on the wrong side before it counts; one stray position is none.</summary>
    public TimeSpan Dwell { get; init; }

    /// <summary>Metres that the vehicle has to be back across the edge before the alert ends.</summary>
    public double HysteresisM { get; init; }

    /// <summary>Metres outside the edge; negative inside.</summary>
    public double MetresOutside(GeoPoint place) => Shape switch
    {
        ZoneShape.Circle => Geo.Metres(place, Points[0]) - SizeM,
        ZoneShape.Corridor => Geo.MetresToLine(place, Points, closed: false) - SizeM / 2,
        _ => Geo.MetresToLine(place, Points, closed: true) * (Geo.IsInside(place, Points) ? -1 : 1),
    };

    /// <summary>Equal by content.</summary>
    public bool Equals(Zone? other) =>
        other is not null
        && (Name, Shape, Stay, Dwell) == (other.Name, other.Shape, other.Stay, other.Dwell)
        && SizeM.Equals(other.SizeM)
        && HysteresisM.Equals(other.HysteresisM)
        && Points.SequenceEqual(other.Points);

    public override int GetHashCode() => HashCode.Combine(Name, Shape, Stay, SizeM, Points.Count);
}
