using Realtime.Domain;

namespace Realtime.Actors.City;

/// <summary>Which things to find; everything that is given has to fit. Answers come in the order of the keys, page by page.</summary>
public sealed record ThingSearch
{
    public ThingKind? Kind { get; init; }

    /// <summary>Type within the kind, as in <see cref="ThingView.Type"/>.</summary>
    public string? Type { get; init; }

    public string? Municipality { get; init; }

    /// <summary>Division of <see cref="Area"/>.</summary>
    public AreaDivision By { get; init; } = AreaDivision.District;

    /// <summary>Code of an area.</summary>
    public string? Area { get; init; }

    /// <summary>The whole status, for example <c>level 3</c> or <c>unobservable</c>.</summary>
    public string? State { get; init; }

    public int LevelMin { get; init; }

    /// <summary>Part of id or name.</summary>
    public string? Text { get; init; }

    /// <summary>Only things behind this key; null = from the beginning.</summary>
    public ThingKey? After { get; init; }

    /// <summary>At most this many, up to <see cref="Limits.ThingsPerPageMax"/>.</summary>
    public int Take { get; init; } = 100;

    /// <summary>Who asks sees this much; null = everything.</summary>
    public Sight? Sight { get; init; }

    /// <summary>Whether a thing fits.</summary>
    public bool Covers(ThingView thing) =>
        Sight?.Covers(thing) != false
        && (Kind is null || thing.Key.Kind == Kind)
        && (Type is null || thing.Type == Type)
        && (Municipality is null || thing.Municipality == Municipality)
        && (Area is null || Areas.CodeOf(thing, By) == Area)
        && (State is null || thing.Status == State)
        && thing.Level >= LevelMin
        && (Text is null || thing.Key.Id.Contains(Text, StringComparison.OrdinalIgnoreCase) || thing.Name.Contains(Text, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A page of things. It may be short, or even empty, although there are more: how many things one look goes through is bounded.</summary>
/// <param name="Things">In the order of their keys.</param>
/// <param name="Next">Ask again with this as <see cref="ThingSearch.After"/>; null = there are no more.</param>
public sealed record ThingPage(IReadOnlyList<ThingView> Things, ThingKey? Next);

/// <summary>What the registry says of a thing.</summary>
/// <param name="Registration">As it is in force.</param>
/// <param name="Municipality">Owner as the thing knows it.</param>
public sealed record RegistrationView(Registration Registration, string Municipality);
