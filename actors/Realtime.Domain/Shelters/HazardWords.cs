namespace Realtime.Domain;

/// <summary>The last word of one station about the hazard it stands for.</summary>
/// <param name="From">Id of the station.</param>
/// <param name="Hazards">Active at its word; none = over.</param>
/// <param name="Time">Event time of the word.</param>
public sealed record HazardWord(string From, Hazards Hazards, DateTimeOffset Time);

/// <summary>
/// What stations said of the hazards at one shelter: a hazard is active while one of them says so. Each has a clock of its own. Words that are
/// over are kept for their time, so that an old one that is repeated is known; beyond the bound the oldest of them is forgotten first.
/// </summary>
public sealed record HazardWords(IReadOnlyList<HazardWord> Items)
{
    public static readonly HazardWords None = new([]);

    /// <summary>All hazards that are active.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Hazards Active => Items.Aggregate(Hazards.None, (set, word) => set | word.Hazards);

    /// <summary>Time of the newest word; null = none yet.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public DateTimeOffset? Newest => Items.Count == 0 ? null : Items.Max(word => word.Time);

    /// <summary>With a station's new word; one that is not newer than its last changes nothing.</summary>
    public HazardWords With(HazardWord word)
    {
        if (Items.FirstOrDefault(known => known.From == word.From) is { } known && word.Time <= known.Time)
        {
            return this;
        }

        List<HazardWord> items = [.. Items.Where(other => other.From != word.From), word];
        if (items.Count > Limits.StationsPerShelterMax)
        {
            items.Remove(items.OrderBy(other => other.Hazards != Hazards.None).ThenBy(other => other.Time).First());
        }

        return new HazardWords(items);
    }

    /// <summary>The stations that say one of these hazards is active, and the newest of their words.</summary>
    public (IReadOnlyList<string> From, DateTimeOffset? Time) Of(Hazards hazards)
    {
        HazardWord[] words = [.. Items.Where(word => (word.Hazards & hazards) != Hazards.None)];
        return ([.. words.Select(word => word.From)], words.Length == 0 ? null : words.Max(word => word.Time));
    }

    /// <summary>Equal by content.</summary>
    public bool Equals(HazardWords? other) => other is not null && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => Items.Count;
}
