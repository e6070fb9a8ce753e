namespace Realtime.Domain;

/// <summary>
/// Kinds of hazard a shelter is or is not fit for. Source: the eight types of 指定緊急避難場所データ (Geospatial Information Authority of Japan);
/// a place to flee to (指定緊急避難場所) is designated per type.
/// </summary>
[Flags]
public enum Hazards
{
    None = 0,

    /// <summary>1 洪水.</summary>
    Flood = 1,

    /// <summary>2 崖崩れ、土石流及び地滑り.</summary>
    Landslide = 2,

    /// <summary>3 高潮.</summary>
    StormSurge = 4,

    /// <summary>4 地震.</summary>
    Earthquake = 8,

    /// <summary>5 津波.</summary>
    Tsunami = 16,

    /// <summary>6 大規模な火事.</summary>
    Fire = 32,

    /// <summary>7 内水氾濫.</summary>
    InlandFlood = 64,

    /// <summary>8 火山現象.</summary>
    Volcano = 128,
}

/// <summary>A type of hazard with its names.</summary>
/// <param name="Number">1 to 8, as in the source.</param>
/// <param name="Hazard">The type.</param>
/// <param name="Name">As it stands in records.</param>
/// <param name="Japanese">As the source calls it.</param>
public sealed record HazardType(int Number, Hazards Hazard, string Name, string Japanese);

/// <summary>The table of the types.</summary>
public static class HazardTypes
{
    public static IReadOnlyList<HazardType> All { get; } =
    [
        new(1, Hazards.Flood, "flood", "洪水"),
        new(2, Hazards.Landslide, "landslide", "崖崩れ・土石流・地滑り"),
        new(3, Hazards.StormSurge, "storm_surge", "高潮"),
        new(4, Hazards.Earthquake, "earthquake", "地震"),
        new(5, Hazards.Tsunami, "tsunami", "津波"),
        new(6, Hazards.Fire, "fire", "大規模な火事"),
        new(7, Hazards.InlandFlood, "inland_flood", "内水氾濫"),
        new(8, Hazards.Volcano, "volcano", "火山現象"),
    ];

    /// <summary>The type of a name in records; null when there is none.</summary>
    public static HazardType? Find(string name) => All.FirstOrDefault(type => type.Name == name);

    /// <summary>Names of the types in a set, in the order of the table.</summary>
    public static IEnumerable<string> Names(Hazards hazards) => All.Where(type => hazards.HasFlag(type.Hazard)).Select(type => type.Name);

    /// <summary>"flood (洪水), tsunami (津波)".</summary>
    public static string Words(Hazards hazards) =>
        string.Join(", ", All.Where(type => hazards.HasFlag(type.Hazard)).Select(type => $"{type.Name.Replace('_', ' ')} ({type.Japanese})"));
}
