namespace Realtime.Domain;

/// <summary>Evacuation shelters.</summary>
public static partial class RuleBook
{
    private static IReadOnlyList<RuleEntry> Shelters =>
    [
        new()
        {
            Rule = Rules.ShelterNearlyFull,
            Title = "A shelter is nearly full",
            Kinds = [ThingKind.Shelter],
            Raises = "An open shelter reports evacuees of at least the registered share of its capacity (default 80 %). The capacity in the shelter's own report wins over the registry's.",
            Clears = "A report below the share less 5 points, so that one person more or less does not toggle it; or the shelter closes.",
            Reads = "中島地区コミュニティセンター西岸分館: nearly full, 90 of 110 persons (81 %), since 2024-01-11 09:00Z",
            Settings = "`capacity_persons`, `nearly_full_share`",
            NotJudged = "A shelter of unknown capacity: nobody can say how full it is, and the page says so.",
            Source = "Capacity by area is 3.5 m² per person: 避難所運営等避難生活支援のためのガイドライン (Cabinet Office, 13 December 2024, after the Sphere standards); the share is a default of this product",
            DecidedBy = [nameof(ShelterAlerts)],
        },
        new()
        {
            Rule = Rules.ShelterPower,
            Title = "An open shelter has no mains power",
            Kinds = [ThingKind.Shelter],
            Raises = "An open shelter reports that mains power is lost.",
            Clears = "A report that power is back, or the shelter closes. A report that does not name power changes nothing.",
            Reads = "中島地区コミュニティセンター西岸分館: no mains power since 2024-01-11 09:00Z, open with 48 persons",
            Source = "State items of a shelter (開設, 避難者数, 停電): 避難所運営ガイドライン (Cabinet Office)",
            DecidedBy = [nameof(ShelterAlerts)],
        },
    ];
}
