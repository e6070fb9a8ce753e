namespace Realtime.Domain;

/// <summary>
/// A station that stands for a hazard: while it holds the registered level, the hazard is active for the shelters named here. They are named
/// one by one, because which shelters a river reaches is a decision of its own (浸水想定区域, inundation map), not a matter of distance.
/// </summary>
/// <param name="Hazard">One type of hazard.</param>
/// <param name="FromLevel">Registered level of the stage, 1 to 5, from which the hazard is active. A rain gauge without stages counts while its heavy-rain alert is open.</param>
/// <param name="Shelters">Ids of the shelters that lie in it, at most <see cref="Limits.SheltersPerStationMax"/>.</param>
public sealed record HazardSettings(Hazards Hazard, int FromLevel, IReadOnlyList<string> Shelters)
{
    /// <summary>Equal by content.</summary>
    public bool Equals(HazardSettings? other) =>
        other is not null && (Hazard, FromLevel) == (other.Hazard, other.FromLevel) && Shelters.SequenceEqual(other.Shelters);

    public override int GetHashCode() => HashCode.Combine(Hazard, FromLevel, Shelters.Count);
}
