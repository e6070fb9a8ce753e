namespace Realtime.Domain;

/// <summary>What a person uses of an item in a day.</summary>
/// <param name="Item">As the shelter's reports call it.</param>
/// <param name="PerPersonPerDay">In the unit of the reports.</param>
public sealed record SupplyUse(string Item, double PerPersonPerDay);

/// <summary>What the registry says of a shelter beside the common fields; null or none = unknown.</summary>
public sealed record ShelterSettings
{
    /// <summary>Floor for people to stay on, m²; gives the capacity where none is registered.</summary>
    public double? AreaM2 { get; init; }

    /// <summary>Hazards it is designated for.</summary>
    public Hazards Fit { get; init; }

    /// <summary>Hazards it is fit for with conditions, for example upper floors only (△).</summary>
    public Hazards Conditional { get; init; }

    /// <summary>Hazards it is not fit for (×).</summary>
    public Hazards Unfit { get; init; }

    /// <summary>Supplies that last for no longer than this are an alert; null = no such alert.</summary>
    public TimeSpan? SuppliesAlert { get; init; }

    /// <summary>Use of items whose reports name no rate.</summary>
    public IReadOnlyList<SupplyUse> Uses { get; init; } = [];

    /// <summary>Equal by content.</summary>
    public bool Equals(ShelterSettings? other) =>
        other is not null
        && (AreaM2, Fit, Conditional, Unfit, SuppliesAlert) == (other.AreaM2, other.Fit, other.Conditional, other.Unfit, other.SuppliesAlert)
        && Uses.SequenceEqual(other.Uses);

    public override int GetHashCode() => HashCode.Combine(AreaM2, Fit, Conditional, Unfit, SuppliesAlert, Uses.Count);
}
