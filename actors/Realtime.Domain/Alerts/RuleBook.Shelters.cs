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
            Rule = Rules.ShelterOverCapacity,
            Title = "A shelter holds more people than it can take",
            Kinds = [ThingKind.Shelter],
            Raises = "An open shelter reports more evacuees than its capacity.",
            Clears = "A report below 95 % of the capacity, or the shelter closes.",
            Reads = "新番丁小学校: more people than it can take, 1540 of 1530 persons (100 %), since 2024-01-11 09:00Z",
            Settings = "`capacity_persons`, `shelter.area_m2`",
            NotJudged = "A shelter of unknown capacity.",
            Source = "Least area of 3.5 m² per person: 避難所運営等避難生活支援のためのガイドライン (Cabinet Office, 13 December 2024), after the Sphere Handbook; used where no capacity is known, and then said so",
            DecidedBy = [nameof(ShelterAlerts), nameof(ShelterCapacity)],
        },
        new()
        {
            Rule = Rules.ShelterHazard,
            Title = "An open shelter is not fit for the hazard",
            Kinds = [ThingKind.Shelter],
            Raises = "A shelter is open while a hazard is active that it is marked unfit for: a record with `hazards_active` arrives, "
                + "the shelter opens, or the registry changes. Such a record comes from an operator, or by itself from a station that is registered with `hazard` when its confirmed "
                + "stage reaches the registered level. More hazards step it up.",
            Clears = "The hazard is over (by everybody who said that it is active; a station that cannot be seen has not said so), the shelter closes, or it is no longer marked unfit.",
            Reads = "玉藻公園: open with 120 persons and not fit for storm surge (高潮), active since 2026-06-02 01:10Z by tide-1",
            Settings = "`shelter.hazards` (`fit`, `conditional`, `unfit` per hazard); `hazard` (`type`, `from_level`, `shelters`) of river, tide and rain stations",
            NotJudged = "Hazards it is fit for with conditions, and those nobody registered a designation for: the page names them, fit is never assumed.",
            Source = "Places to flee to are designated per type of hazard (災害対策基本法第49条の4); the eight types of 指定緊急避難場所データ (Geospatial Information Authority of Japan)",
            DecidedBy = [nameof(HazardRule), nameof(HazardTelling), nameof(Hazards)],
        },
        new()
        {
            Rule = Rules.ShelterSupplies,
            Title = "A shelter's supplies are short",
            Kinds = [ThingKind.Shelter],
            Raises = "An item lasts for the registered hours or less: amount over use, counted down from the report, also between reports as far as the channel vouches. One alert names all items.",
            Clears = "A report by which every item lasts 1.25 times the limit, or the shelter closes.",
            Reads = "新番丁小学校: supplies are short: drinking water for 23.5 h (until 2024-01-12 08:30Z)",
            Settings = "`shelter.supplies_alert_h`, `shelter.supplies` (`item`, `per_person_per_day`) for reports without `use_per_h`",
            NotJudged = "Items whose use is unknown.",
            Source = "Base stock and use rates on the boards of disaster headquarters (備蓄); own: the hours and the use per person are registered",
            DecidedBy = [nameof(SupplyRule)],
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
