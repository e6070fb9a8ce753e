namespace Realtime.Domain;

/// <summary>What a station told shelters last.</summary>
/// <param name="Hazard">The hazard that is active; none = it is over for everybody.</param>
/// <param name="Shelters">Who was told that it is active.</param>
/// <param name="Time">Event time of the last word; the times of a station's words only rise.</param>
public sealed record HazardTold(Hazards Hazard, IReadOnlyList<string> Shelters, DateTimeOffset Time)
{
    public static readonly HazardTold Nobody = new(Hazards.None, [], DateTimeOffset.MinValue);

    /// <summary>Equal by content.</summary>
    public bool Equals(HazardTold? other) => other is not null && Time == other.Time && SaysTheSame(other);

    public override int GetHashCode() => HashCode.Combine(Hazard, Shelters.Count, Time);

    /// <summary>The same shelters know the same.</summary>
    public bool SaysTheSame(HazardTold other) => Hazard == other.Hazard && Shelters.SequenceEqual(other.Shelters);
}
