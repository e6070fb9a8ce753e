namespace Realtime.Domain;

/// <summary>What the registry says of a vehicle beside the common fields; null = not watched.</summary>
public sealed record VehicleSettings
{
    /// <summary>What it is: bus, taxi, plough, drone, tractor, robot or any other name; data, no rule depends on it.</summary>
    public string Type { get; init; } = "";

    /// <summary>
    /// No report for longer than this while on duty is lost contact: for machines that somebody has to stop at once, so seconds (several
    /// robot tractors under one remote supervisor). The channel has to send its heartbeats in the same rhythm.
    /// </summary>
    public TimeSpan? LostContactLimit { get; init; }

    /// <summary>When it is expected to be at work; null = always, unless it reports that it is off duty.</summary>
    public DutyTimes? Duty { get; init; }

    /// <summary>A vehicle that does not report its duty is off duty while its newest position lies here; its <see cref="Zone.Stay"/> means nothing.</summary>
    public Zone? Depot { get; init; }

    /// <summary>The route it has to keep to.</summary>
    public Zone? Corridor { get; init; }

    /// <summary>Zones it must not enter or leave, at most <see cref="Limits.GeofencesPerVehicleMax"/>.</summary>
    public IReadOnlyList<Zone> Geofences { get; init; } = [];

    /// <summary>At or below this charge, percent, somebody is told.</summary>
    public double? BatteryLowPercent { get; init; }

    /// <summary>
    /// Highest permitted height above ground, metres. 150 m is where Japan's Civil Aeronautics Act asks for a permission (航空法第132条の85):
    /// give what the vehicle's own permission says.
    /// </summary>
    public double? AltitudeMaxM { get; init; }

    /// <summary>Equal by content.</summary>
    public bool Equals(VehicleSettings? other) =>
        other is not null
        && (Type, LostContactLimit, Duty, Depot, Corridor) == (other.Type, other.LostContactLimit, other.Duty, other.Depot, other.Corridor)
        && (BatteryLowPercent, AltitudeMaxM) == (other.BatteryLowPercent, other.AltitudeMaxM)
        && Geofences.SequenceEqual(other.Geofences);

    public override int GetHashCode() => HashCode.Combine(Type, LostContactLimit, Corridor, Geofences.Count, BatteryLowPercent, AltitudeMaxM);
}
