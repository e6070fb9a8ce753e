using System.Text.Json.Serialization;
using Realtime.Domain;

namespace Realtime.Actors.City;

/// <summary>
/// What somebody may see of the city. Partitions and desks apply it where the things are, so that what is not covered is neither listed
/// nor counted. Households are closed data: neither sharing nor being public ever reaches them.
/// </summary>
public sealed record Sight
{
    /// <summary>Municipalities whose things are seen; null = every one, and what belongs to none.</summary>
    public IReadOnlyList<string>? Own { get; init; } = [];

    /// <summary>Municipalities that share what they have, households excepted.</summary>
    public IReadOnlyList<string> Shared { get; init; } = [];

    /// <summary>Whether the households of <see cref="Own"/> are seen too.</summary>
    public bool Households { get; init; }

    /// <summary>Ids of single households, for families.</summary>
    public IReadOnlyList<string> Homes { get; init; } = [];

    /// <summary>What everybody may see, of every municipality: kinds (<c>shelter</c>) or kinds with a type (<c>vehicle/plough</c>, <c>sensor/people</c>).</summary>
    public IReadOnlyList<string> Public { get; init; } = [];

    /// <summary>Whether everything is seen.</summary>
    [JsonIgnore]
    public bool IsWhole => Own is null && Households;

    /// <summary>This sight, or null when it covers everything: then nobody has to look.</summary>
    [JsonIgnore]
    public Sight? Limit => IsWhole ? null : this;

    /// <summary>Whether a thing is seen.</summary>
    /// <param name="key">The thing.</param>
    /// <param name="municipality">Its owner; "" = none is known.</param>
    /// <param name="type">Type within its kind; "" = none.</param>
    public bool Covers(ThingKey key, string municipality, string type) => key.Kind == ThingKind.Household
        ? (Households && Owns(municipality)) || Homes.Contains(key.Id, StringComparer.Ordinal)
        : Owns(municipality) || Shared.Contains(municipality, StringComparer.Ordinal) || IsPublic(key.Kind, type);

    public bool Covers(ThingView thing) => Covers(thing.Key, thing.Municipality, thing.Type);

    /// <summary>Alerts are never public: what is public of a thing is its state.</summary>
    public bool Covers(AlertView alert) => Covers(alert.Thing, alert.Municipality, "") && !IsOnlyPublic(alert.Thing, alert.Municipality);

    /// <summary>Whether this owner is one of their own.</summary>
    public bool Owns(string municipality) => Own is null || (municipality.Length > 0 && Own.Contains(municipality, StringComparer.Ordinal));

    /// <summary>Whether they may act on a thing, and not only look: its owners, and a family on its own household.</summary>
    public bool Commands(ThingKey key, string municipality) => key.Kind == ThingKind.Household ? Covers(key, municipality, "") : Owns(municipality);

    /// <summary>Equal by content: it is part of questions that are compared.</summary>
    public bool Equals(Sight? other) => other is not null
        && Households == other.Households
        && (Own is null ? other.Own is null : other.Own is not null && Own.SequenceEqual(other.Own, StringComparer.Ordinal))
        && Shared.SequenceEqual(other.Shared, StringComparer.Ordinal)
        && Homes.SequenceEqual(other.Homes, StringComparer.Ordinal)
        && Public.SequenceEqual(other.Public, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Own is null, Households, Shared.Count, First(Own), First(Homes));

    private static string First(IReadOnlyList<string>? items) => items is { Count: > 0 } ? items[0] : "";

    private bool IsPublic(ThingKind kind, string type)
    {
        string name = ThingKey.Name(kind);
        return Public.Contains(name, StringComparer.Ordinal) || (type.Length > 0 && Public.Contains($"{name}/{type}", StringComparer.Ordinal));
    }

    private bool IsOnlyPublic(ThingKey key, string municipality) =>
        key.Kind != ThingKind.Household && !Owns(municipality) && !Shared.Contains(municipality, StringComparer.Ordinal);
}
