using Realtime.Actors.City;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>Things by kind with their state, worst first.</summary>
public static class ThingsPart
{
    public static Markup Render(PageModel model, PageTime time)
    {
        if (model.City is not { } city)
        {
            return Markup.Of($"<p class=\"empty\">The things cannot be read at the moment.</p>");
        }

        if (city.Things.Count == 0)
        {
            return model.Things == 0
                ? Markup.Of($"<p class=\"empty\">No thing has reported yet.</p>")
                : Markup.Of($"<p class=\"empty\">No thing matches the filter. <a href=\"/\">Show all</a></p>");
        }

        return Markup.Of($"""
            {Markup.Each(city.Things.Where(thing => thing.Key.Kind != ThingKind.Channel).GroupBy(thing => thing.Key.Kind).OrderBy(group => group.Key), group => Kind(group.Key, [.. group], city, time))}
            {Markup.If(city.Things.Count >= model.Query.Take, () => Markup.Of($"<p class=\"more\">Only the first {model.Query.Take} are shown; use the filter to find others.</p>"))}
            """);
    }

    private static Markup Kind(ThingKind kind, IReadOnlyList<ThingView> things, CityView city, PageTime time) => Markup.Of($"""
        <h3>{Levels.Plural(kind)} <small>{Counts(kind, city)}</small></h3>
        <div class="scroll"><table class="things"><thead><tr><th scope="col">Level</th><th scope="col">Name</th><th scope="col">State</th><th scope="col">Values</th><th scope="col">Last reading</th></tr></thead>
        <tbody>{Markup.Each(things, thing => Row(thing, time))}</tbody></table></div>
        """);

    private static Markup Row(ThingView thing, PageTime time) => Markup.Of($"""
        <tr><td>{Levels.Badge(thing.Level)}</td><th scope="row"><a href="/things/{SeriesPart.Address(thing.Key)}">{thing.Name}</a>{Markup.If(thing.Name != thing.Key.Id, () => Markup.Of($"<small>{thing.Key.Id}</small>"))}{Markup.If(!thing.Registered, () => Markup.Of($"<small class=\"bad\">unregistered</small>"))}</th><td>{thing.Status}</td><td>{thing.Detail}</td><td>{time.Element(thing.LastReading)}</td></tr>
        """);

    private static Markup Counts(ThingKind kind, CityView city) => Markup.Of(
        $"{Markup.Each(city.Counts.Where(count => count.Kind == kind).OrderByDescending(count => count.Count), count => Markup.Of($"<span>{count.Status} <b>{count.Count}</b></span> "))}");
}
