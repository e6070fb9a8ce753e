using System.Globalization;
using Realtime.Cluster.Geography;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>The two pages for everybody: where ploughs have been (S9 of the city systems), and how busy places are (S7). No scripts; they reload themselves.</summary>
public static class PublicPages
{
    private const int Width = 1100;
    private const int Height = 560;
    private static readonly TimeSpan _fresh = TimeSpan.FromHours(1);

    public static Markup Ploughs(PloughModel model, NodeFacts facts, PageTime time, MapGround ground) => Shell.Public("Snow ploughs", Markup.Of($"""
        <main id="main">
        {facts.Banner}
        <p class="lead">Where ploughs have been in the last {Hours(PloughTrail.Reach)} hours. Positions are held back for {Minutes(PloughTrail.Delay)} minutes, and only journeys on duty are shown.</p>
        {Markup.If(model.Fault.Length > 0, () => Markup.Of($"<p class=\"banner\" role=\"status\">{model.Fault}</p>"))}
        {Markup.If(model.WholeFrom is not null, () => Markup.Of($"<p class=\"banner\" role=\"status\">There were too many positions: of the time before {time.Text(model.WholeFrom!.Value)} ways are missing.</p>"))}
        {(model.Until is { } until && model.Trails.Any(trail => trail.Last is not null) ? Markup.Of($"{Map(model.Trails, until, ground)}{Legend()}{Table(model.Trails, time)}") : Markup.Of($"<p class=\"empty\">No plough is on duty, or none was heard.</p>"))}
        </main>
        """));

    public static Markup Congestion(IReadOnlyList<CongestionPlace>? places, NodeFacts facts, PageTime time, MapGround ground) => Shell.Public("How busy it is", Markup.Of($"""
        <main id="main">
        {facts.Banner}
        <p class="lead">How busy places are now, and what the next interval is expected to bring. Fewer than {Text(CongestionPlace.DisclosureLimit)} persons are never counted out; larger numbers are rounded to tens.</p>
        {(places switch
    {
        null => Markup.Of($"<p class=\"banner\" role=\"status\">The places are being looked for. Come back in a minute.</p>"),
        { Count: 0 } => Markup.Of($"<p class=\"empty\">No place is shown here.</p>"),
        _ => Places(places, time, ground),
    })}
        </main>
        """));

    private static Markup Map(IReadOnlyList<PloughTrail> trails, DateTimeOffset until, MapGround ground)
    {
        GeoPoint[] points = [.. trails.SelectMany(trail => trail.Stretches.SelectMany(stretch => stretch.Points)), .. trails.Select(trail => trail.Last).OfType<GeoPoint>()];
        MapWindow window = MapWindow.Around(points, Width, Height, zoomMax: 16);
        return Markup.Of($"""
            <div id="map">{MapDrawing.Frame(window, "Map of the ploughs' ways; the table below says the same", ground.Of(window), Markup.Of($"""
                {Markup.Each(trails.SelectMany(trail => trail.Stretches), stretch => Way(window, stretch, until))}
                {Markup.Each(trails.Where(trail => trail.Last is not null), trail => Plate(window, trail.Last!.Value, Text(trail.Number)))}
                """))}</div>
            """);
    }

    private static Markup Way(MapWindow window, Stretch stretch, DateTimeOffset until)
    {
        string kind = !stretch.Cleared ? "driven" : until - stretch.Until <= _fresh ? "cleared" : "earlier";
        string path = string.Join('L', stretch.Points.Select(point => window.Place(point.LatitudeDeg, point.LongitudeDeg)).Select(place => $"{Svg.N(place.X)} {Svg.N(place.Y)}"));
        return Markup.Of($"<path class=\"way {kind}\" d=\"M{new Markup(path)}\"/>");
    }

    /// <summary>A plate with one sign on it, and what stands beside it.</summary>
    private static Markup Plate(MapWindow window, GeoPoint at, string sign, string? beside = null)
    {
        (double x, double y) = window.Place(at.LatitudeDeg, at.LongitudeDeg);
        Markup name = Markup.If(beside is not null, () => Markup.Of($"<text class=\"spot\" x=\"{Svg.N(x + 15)}\" y=\"{Svg.N(y + 4)}\">{LabelRoom.Cut(beside!)}</text>"));
        return Markup.Of($"<g class=\"plate\"><rect x=\"{Svg.N(x - 11)}\" y=\"{Svg.N(y - 9)}\" width=\"22\" height=\"18\" rx=\"4\"/><text x=\"{Svg.N(x)}\" y=\"{Svg.N(y + 4)}\" text-anchor=\"middle\">{sign}</text></g>{name}");
    }

    private static Markup Legend() => Markup.Of($"""
        <p class="more legend"><svg class="key" viewBox="0 0 44 10" aria-hidden="true"><path class="way cleared" d="M2 5h40"/></svg> cleared within the last hour
        <svg class="key" viewBox="0 0 44 10" aria-hidden="true"><path class="way earlier" d="M2 5h40"/></svg> cleared earlier
        <svg class="key" viewBox="0 0 44 10" aria-hidden="true"><path class="way driven" d="M2 5h40"/></svg> driven with the blade up</p>
        """);

    private static Markup Table(IReadOnlyList<PloughTrail> trails, PageTime time) => Markup.Of($"""
        <div class="scroll"><table><thead><tr><th scope="col">Plough</th><th scope="col">Last shown at</th><th scope="col">Blade</th><th scope="col">Cleared, km</th></tr></thead>
        <tbody>{Markup.Each(trails.Where(trail => trail.Last is not null), trail => Markup.Of($"<tr><th scope=\"row\">{trail.Number}</th><td>{time.Element(trail.LastTime)}</td><td>{(trail.BladeDown switch { true => "down", false => "up", null => "not known" })}</td><td>{Kilometres(trail)}</td></tr>"))}</tbody></table></div>
        """);

    private static Markup Places(IReadOnlyList<CongestionPlace> places, PageTime time, MapGround ground)
    {
        CongestionPlace[] placed = [.. places.Where(place => place.Place is not null)];
        MapWindow window = MapWindow.Around([.. placed.Select(place => place.Place!.Value)], Width, Height, zoomMax: 16);
        return Markup.Of($"""
            <div class="scroll"><table class="wall-table"><thead><tr><th scope="col">Place</th><th scope="col">Now</th><th scope="col">Persons</th><th scope="col">Next interval</th><th scope="col">Counted at</th></tr></thead>
            <tbody>{Markup.Each(places, place => Markup.Of($"<tr><th scope=\"row\">{place.Name}</th><td><span class=\"busy b{Text(place.Step ?? 9)}\"><span aria-hidden=\"true\">{SignOf(place.Step)}</span> {place.Words}</span></td><td>{place.Persons}</td><td>{place.Outlook}</td><td>{time.Element(place.Time)}</td></tr>"))}</tbody></table></div>
            {Markup.If(placed.Length > 0, () => Markup.Of($"<div id=\"map\">{MapDrawing.Frame(window, "Map of the places; the table above says the same", ground.Of(window), Markup.Each(placed, place => Plate(window, place.Place!.Value, CongestionPlace.Letter(place.Step), place.Name)))}</div>"))}
            """);
    }

    private static string SignOf(int? step) => step is { } known ? Levels.Sign(Math.Min(known, 4)) : "?";

    private static string Kilometres(PloughTrail trail) => (trail.Stretches.Where(stretch => stretch.Cleared).Sum(stretch => stretch.Metres) / 1000).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Hours(TimeSpan span) => span.TotalHours.ToString("0", CultureInfo.InvariantCulture);

    private static string Minutes(TimeSpan span) => span.TotalMinutes.ToString("0", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
