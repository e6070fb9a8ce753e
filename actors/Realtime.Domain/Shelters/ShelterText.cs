namespace Realtime.Domain;

/// <summary>A shelter in words.</summary>
internal static class ShelterText
{
    public static string Status(ShelterState state) => state switch
    {
        { LastReading: null } => "no report yet",
        { Open: false } => "closed",
        { NearlyFull.IsOpen: true } => "nearly full",
        { PowerLost.IsOpen: true } => "no power",
        _ => "open",
    };

    public static string Detail(ShelterState state, Registration? registration)
    {
        string evacuees = state.Evacuees is { } number ? $"{number} persons" : "number of persons unknown";
        string households = state.Households is { } families ? $", {families} households" : "";
        string capacity = ShelterResults.Capacity(state, registration) is { } places ? $", capacity {places}" : ", capacity unknown";
        string occupancy = ShelterResults.Occupancy(state, registration) is { } share ? $" ({Say.Percent(share)})" : "";
        string power = state.Power is false ? ", no mains power" : "";
        return $"{evacuees}{households}{capacity}{occupancy}{power}";
    }
}
