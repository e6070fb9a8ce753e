using System.Globalization;

namespace Realtime.Domain;

/// <summary>A shelter in words.</summary>
internal static class ShelterText
{
    public static string Status(ShelterState state) => state switch
    {
        { LastReading: null } => "no report yet",
        { Open: false } => "closed",
        { Hazard.IsOpen: true } => "not fit for the hazard",
        { OverCapacity.IsOpen: true } => "over capacity",
        { NearlyFull.IsOpen: true } => "nearly full",
        { PowerLost.IsOpen: true } => "no power",
        { SuppliesLow.IsOpen: true } => "supplies short",
        _ => "open",
    };

    public static bool IsAlert(ShelterState state) =>
        state is { Hazard.IsOpen: true } or { OverCapacity.IsOpen: true } or { NearlyFull.IsOpen: true } or { PowerLost.IsOpen: true } or { SuppliesLow.IsOpen: true };

    public static string Detail(ShelterState state, Registration? registration)
    {
        string evacuees = state.Evacuees is { } number ? $"{number} persons" : "number of persons unknown";
        string households = state.Households is { } families ? $", {families} households" : "";
        string capacity = ShelterCapacity.Of(state, registration) is { } places
            ? $", capacity {places.Persons}{(places.Source == CapacitySource.Area ? " by area" : "")}"
            : ", capacity unknown";
        string occupancy = ShelterResults.Occupancy(state, registration) is { } share ? $" ({Say.Percent(share)})" : "";
        string power = state.Power is false ? ", no mains power" : "";
        return $"{evacuees}{households}{capacity}{occupancy}{power}{Supplies(state, registration)}{Fitness(state, registration?.Shelter)}";
    }

    private static string Supplies(ShelterState state, Registration? registration) =>
        SupplyRule.HoursLeft(state, registration, state.LastReading.GetValueOrDefault()) is { } hours
            ? string.Create(CultureInfo.InvariantCulture, $", supplies for {hours:0.#} h at the last report")
            : "";

    /// <summary>What is known of the active hazards; a designation nobody registered is unknown, not fit.</summary>
    private static string Fitness(ShelterState state, ShelterSettings? settings)
    {
        Hazards active = HazardRule.Active(state);
        if (active == Hazards.None)
        {
            return "";
        }

        Hazards unfit = settings?.Unfit ?? Hazards.None;
        Hazards conditional = (settings?.Conditional ?? Hazards.None) & ~unfit;
        Hazards unknown = active & ~(unfit | conditional | (settings?.Fit ?? Hazards.None));
        string[] parts =
        [
            $"active: {HazardTypes.Words(active)}",
            (active & unfit) == Hazards.None ? "" : $"not fit for {HazardTypes.Words(active & unfit)}",
            (active & conditional) == Hazards.None ? "" : $"fit with conditions for {HazardTypes.Words(active & conditional)}",
            unknown == Hazards.None ? "" : $"fitness unknown for {HazardTypes.Words(unknown)}",
        ];
        return "; " + string.Join("; ", parts.Where(part => part.Length > 0));
    }
}
