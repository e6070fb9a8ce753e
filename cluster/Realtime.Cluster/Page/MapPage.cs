using Realtime.Cluster.Geography;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>The city on a map that needs no map server.</summary>
public static class MapPage
{
    private const int ListedMax = 40;
    private const int TownsMax = 30;

    public static Markup Whole(MapQuery query, SeenCity? seen, NodeFacts facts, PageTime time, MapGround ground) => Shell.Page("Map", Markup.Empty, Markup.Of($"""
        <main id="main">
        {facts.Banner}
        <p class="more" id="map-help">Arrow keys move, + and − zoom, 0 shows everything; drag and wheel do the same. Outlines are drawn around a municipality's own sensors and shelters: they are not its legal border.</p>
        <div id="live" class="map-live" data-live="{(seen is null ? "/map/live" : query.Address(query.Window(query.Of(seen.Things)), live: true))}" data-period="5000" data-map="">
        {Live(query with { Kept = null }, seen, time, ground)}
        </div>
        </main>
        """), PageScript.Map);

    /// <summary>Everything that changes.</summary>
    public static Markup Live(MapQuery query, SeenCity? seen, PageTime time, MapGround ground)
    {
        if (seen is null)
        {
            return Markup.Of($"<section data-part=\"map\"><p class=\"banner\" role=\"status\">The city is being looked through; the map comes as soon as that is done.</p></section>");
        }

        IReadOnlyList<ThingView> things = query.Of(seen.Things);
        MapWindow window = query.Window(things);
        MapMarks marks = MapMarks.Of(things, window);
        return Markup.Of($"""
            <section data-part="map" aria-label="Map">
            {Markup.If(seen.Scan.Silent > 0, () => Markup.Of($"<p class=\"banner\" role=\"status\">{seen.Scan.Silent} partitions did not answer. What is shown is incomplete.</p>"))}
            {Controls(query, window, things, seen)}
            <div id="map" tabindex="0" aria-describedby="map-help" data-lat="{Number(window.Latitude)}" data-lon="{Number(window.Longitude)}" data-z="{Number(window.Zoom)}">{MapDrawing.Render(window, marks, seen.Hulls, ground.Of(window), query.Kept)}</div>
            {Legend(window, marks, seen, time)}
            </section>
            <section data-part="map-list" aria-labelledby="map-list-h">{List(marks)}</section>
            """);
    }

    private static Markup Controls(MapQuery query, MapWindow window, IReadOnlyList<ThingView> things, SeenCity seen) => Markup.Of($"""
        <nav class="choice" aria-label="Move the map">
        {Go(query, window.Zoomed(1), "map-in", "+", "Zoom in")}{Go(query, window.Zoomed(-1), "map-out", "−", "Zoom out")}{Go(query, window.Moved(-0.25, 0), "map-left", "←", "West")}{Go(query, window.Moved(0, -0.25), "map-up", "↑", "North")}{Go(query, window.Moved(0, 0.25), "map-down", "↓", "South")}{Go(query, window.Moved(0.25, 0), "map-right", "→", "East")}{Go(query, query.Whole(things), "map-whole", "Everything", "Everything")}
        </nav>
        <nav class="choice" aria-label="Kind">{Markup.Each(new ThingKind?[] { null, ThingKind.Sensor, ThingKind.Shelter, ThingKind.Vehicle }, kind =>
            Markup.Of($"<a data-kind=\"{(kind is { } one ? ThingKey.Name(one) : "")}\" href=\"{(query with { Kind = kind }).Address(window)}\"{new Markup(query.Kind == kind ? " aria-current=\"true\"" : "")}>{(kind is { } name ? Levels.Plural(name) : "All")}</a> "))}</nav>
        {Towns(query, window, seen)}
        """);

    private static Markup Towns(MapQuery query, MapWindow window, SeenCity seen) => Markup.If(seen.Hulls.Count > 1, () => Markup.Of($"""
        <details class="towns"><summary>Go to a municipality</summary><nav class="choice" aria-label="Municipalities">{Markup.Each(seen.Hulls.OrderByDescending(hull => hull.Things).Take(TownsMax), hull =>
            Markup.Of($"<a data-go href=\"{query.Address(MapWindow.Around(hull.Corners, window.Width, window.Height, zoomMax: 13))}\">{hull.Name}</a> "))}</nav></details>
        """));

    private static Markup Go(MapQuery query, MapWindow window, string id, string sign, string words) =>
        Markup.Of($"<a id=\"{id}\" data-go href=\"{query.Address(window)}\" aria-label=\"{words}\">{sign}</a> ");

    private static Markup Legend(MapWindow window, MapMarks marks, SeenCity seen, PageTime time) => Markup.Of($"""
        <p class="more legend">{Markup.Each([1, 2, 3, 4], level => Markup.Of($"{Levels.Badge(level)} "))}<span>○ sensor, ⌂ shelter, ▷ vehicle without an alert; a number counts several of them</span></p>
        <p class="more">As of {time.Clock(seen.Scan.At)}. {Sentence(marks)} {Coast(window)}</p>
        """);

    private static string Coast(MapWindow window) => MapGround.ShowsLand(window)
        ? "Land: Natural Earth 1:10,000,000; its coast may be off by a kilometre or so, and where that can be seen it is drawn as broad."
        : "So close the bundled coast is too coarse to be shown.";

    private static string Sentence(MapMarks marks) => string.Join(' ', new[]
    {
        marks.Elsewhere > 0 ? $"{marks.Elsewhere} in alert lie outside of this part." : "",
        marks.AlertsLeftOut > 0 ? $"{marks.AlertsLeftOut} more in alert are not drawn: zoom in." : "",
        marks.Nowhere > 0 ? $"{marks.Nowhere} things have no known place." : "",
    }.Where(text => text.Length > 0));

    private static Markup List(MapMarks marks) => Markup.Of($"""
        <h2 id="map-list-h">In alert on this map</h2>
        {(marks.Alerts.Count == 0
            ? Markup.Of($"<p class=\"empty\">Nothing that this part of the map shows is in alert.</p>")
            : Markup.Of($"<ul class=\"plain\">{Markup.Each(marks.Alerts.Take(ListedMax), mark => Markup.Of($"<li>{Levels.Badge(mark.Thing.Level)} <a href=\"/things/{SeriesPart.Address(mark.Thing.Key)}\">{mark.Thing.Name}</a> <small>{mark.Thing.Status}: {mark.Thing.Detail}</small></li>"))}</ul>"))}
        """);

    private static string Number(double number) => number.ToString("0.######", System.Globalization.CultureInfo.InvariantCulture);
}
