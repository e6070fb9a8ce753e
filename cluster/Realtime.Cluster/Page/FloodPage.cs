using System.Globalization;
using Realtime.Actors.City;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>A flood night on one wall: which gauge is next, what cannot be seen, which shelters fill. Large enough to be read from three metres.</summary>
public static class FloodPage
{
    private const int ShownMax = 24;

    public static Markup Whole(FloodModel model, PageTime time) => Shell.Page("Flood night", Markup.Of($"<noscript><meta http-equiv=\"refresh\" content=\"10\"></noscript>"), Markup.Of($"""
        <main id="main" class="wall">
        {model.Facts.Banner}
        <div id="live" data-live="/flood/live" data-period="5000">{Live(model, time)}</div>
        </main>
        """));

    /// <summary>Everything that changes.</summary>
    public static Markup Live(FloodModel model, PageTime time) => Markup.Of($"""
        <section data-part="flood-head" aria-label="Now">{Head(model, time)}</section>
        <section data-part="flood-gauges" aria-labelledby="gauges-h">{Gauges(model)}</section>
        <section data-part="flood-blind" aria-labelledby="blind-h">{Blind(model, time)}</section>
        <section data-part="flood-shelters" aria-labelledby="shelters-h">{Shelters(model)}</section>
        <section data-part="flood-rain" aria-labelledby="rain-h">{Rain(model)}</section>
        {Markup.If(model.Messages is not null, () => Markup.Of($"<section data-part=\"flood-messages\" aria-labelledby=\"messages-h\">{Messages(model.Messages!, time)}</section>"))}
        """);

    private static Markup Head(FloodModel model, PageTime time) => model.City is null
        ? Markup.Of($"<p class=\"banner\" role=\"status\">The city is being looked through; gauges come as soon as that is done.</p>")
        : Markup.Of($"""
            {Markup.If(model.City.Scan.Silent > 0, () => Markup.Of($"<p class=\"banner\" role=\"status\">{model.City.Scan.Silent} partitions did not answer. What is shown is incomplete.</p>"))}
            <dl class="figures">
            {Markup.Each([4, 3, 2], level => Markup.Of($"<div><dt>Gauges at {Levels.Badge(level)}</dt><dd>{model.Pressing.Count(gauge => gauge.Level == level)}</dd></div>"))}
            <div><dt>Rising</dt><dd>{model.Pressing.Count(gauge => FloodModel.Number(gauge, Fields.RiseCmPer10Min) >= 1)}</dd></div>
            <div><dt>Cannot be seen</dt><dd>{model.Unseen.Count}</dd></div>
            <div><dt>Gauges in all</dt><dd>{model.GaugeCount}</dd></div>
            <div><dt>As of</dt><dd>{time.Clock(model.City.Scan.At)}</dd></div>
            </dl>
            """);

    private static Markup Gauges(FloodModel model) => Markup.Of($"""
        <h2 id="gauges-h">Gauges <small>by stage, then by time to the next one</small></h2>
        {(model.Pressing.Count == 0
            ? Markup.Of($"<p class=\"empty\">No gauge that can be seen is in a stage or rising. Look also at what cannot be seen.</p>")
            : Markup.Of($"""
                <div class="scroll"><table class="wall-table"><thead><tr><th scope="col">Stage</th><th scope="col">Gauge</th><th scope="col">Level</th><th scope="col">In 10 min</th><th scope="col">Next stage</th><th scope="col">Last 6 h</th></tr></thead>
                <tbody>{Markup.Each(model.Pressing.Take(ShownMax), gauge => Row(gauge, model))}</tbody></table></div>
                """))}
        {Markup.If(model.Pressing.Count > ShownMax, () => Markup.Of($"<p class=\"more\">{model.Pressing.Count - ShownMax} more are in a stage or rising: <a href=\"/?kind=sensor\">all sensors</a>.</p>"))}
        {Markup.If(model.Trends is null, () => Markup.Of($"<p class=\"more\">The time-series store does not answer: trends are not drawn. Levels and stages come from the gauges themselves.</p>"))}
        """);

    private static Markup Row(ThingView gauge, FloodModel model) => Markup.Of($"""
        <tr><td>{Levels.Badge(Math.Max(gauge.Level, (int)(FloodModel.Number(gauge, Fields.StageLevel) ?? 0)))}</td><th scope="row"><a href="/things/{SeriesPart.Address(gauge.Key)}">{gauge.Name}</a><small>{gauge.Municipality}{(gauge.Status.Contains("unconfirmed", StringComparison.Ordinal) ? " · unconfirmed: one reading only" : "")}</small></th><td class="big">{Text(FloodModel.Number(gauge, Fields.LevelM), "0.00", " m")}</td><td class="big">{Rise(FloodModel.Number(gauge, Fields.RiseCmPer10Min))}</td><td class="big">{Ahead(FloodModel.Number(gauge, Fields.NextStageMin))}</td><td>{Spark(model.Trends?.GetValueOrDefault(gauge.Key))}</td></tr>
        """);

    private static string Rise(double? cm) => cm switch
    {
        null => "–",
        >= 1 => string.Create(CultureInfo.InvariantCulture, $"▲ {cm:0.#} cm"),
        <= -1 => string.Create(CultureInfo.InvariantCulture, $"▼ {-cm:0.#} cm"),
        _ => "steady",
    };

    private static string Ahead(double? minutes) => minutes switch
    {
        null => "–",
        < 120 => string.Create(CultureInfo.InvariantCulture, $"in {Math.Ceiling(minutes.Value):0} min"),
        < 2_880 => string.Create(CultureInfo.InvariantCulture, $"in {minutes.Value / 60:0} h"),
        _ => "in days",
    };

    /// <summary>A small line without axes: only its direction is meant. The numbers stand beside it.</summary>
    private static Markup Spark(IReadOnlyList<(DateTimeOffset Time, double Value)>? points)
    {
        if (points is not { Count: > 1 })
        {
            return Markup.Of($"<span class=\"none\">–</span>");
        }

        (double low, double high) = (points.Min(point => point.Value), points.Max(point => point.Value));
        double scale = Math.Max(high - low, 0.05);
        DateTimeOffset from = points[^1].Time - TrendBook.Reach;
        string path = string.Join('L', points.Select(point => $"{Svg.N(4 + (112 * Math.Max(0, (point.Time - from) / TrendBook.Reach)))} {Svg.N(28 - (24 * (point.Value - low) / scale))}"));
        return Markup.Of($"<svg class=\"spark\" viewBox=\"0 0 120 32\" role=\"img\" aria-label=\"{Text(low, "0.00", " m")} to {Text(high, "0.00", " m")}\"><path d=\"M{new Markup(path)}\"/></svg>");
    }

    private static Markup Blind(FloodModel model, PageTime time)
    {
        ChannelStatus[] stalled = [.. (model.Channels ?? []).Where(channel => channel.State == "stalled")];
        return Markup.Of($"""
            <h2 id="blind-h">What cannot be seen</h2>
            {Markup.If(model.Channels is null, () => Markup.Of($"<p class=\"banner\" role=\"status\">The channels cannot be asked at the moment: more may be invisible than is listed.</p>"))}
            {(model.Unseen.Count + stalled.Length == 0
                ? Markup.Of($"<p class=\"empty\">Every gauge was heard in its time, and no channel stands still.</p>")
                : Markup.Of($"<ul class=\"plain blind\">{Markup.Each(stalled, channel => Markup.Of($"<li><b>Channel {channel.ChannelId} stands still</b> <small>complete up to {time.Element(channel.Watermark)}; {channel.Covers}</small></li>"))}{Markup.Each(model.Unseen.Take(ShownMax), gauge => Markup.Of($"<li>{Levels.Badge(gauge.Level)} <a href=\"/things/{SeriesPart.Address(gauge.Key)}\">{gauge.Name}</a> <b>{gauge.Status}</b> <small>last: {gauge.Detail}</small></li>"))}</ul>"))}
            {Markup.If(model.Unseen.Count > ShownMax, () => Markup.Of($"<p class=\"more\">{model.Unseen.Count - ShownMax} more cannot be seen.</p>"))}
            """);
    }

    private static Markup Shelters(FloodModel model) => Markup.Of($"""
        <h2 id="shelters-h">Shelters <small>open, or in an active hazard</small></h2>
        {(model.Shelters.Count == 0 ? Markup.Of($"<p class=\"empty\">No shelter is open, and none lies in an active hazard.</p>") : Markup.Of($"""
            <div class="scroll"><table class="wall-table"><thead><tr><th scope="col">State</th><th scope="col">Shelter</th><th scope="col">Persons</th><th scope="col">Full to</th><th scope="col">Supplies</th><th scope="col">Hazard</th></tr></thead>
            <tbody>{Markup.Each(model.Shelters.Take(ShownMax), Shelter)}</tbody></table></div>
            """))}
        {Markup.If(model.Shelters.Count > ShownMax, () => Markup.Of($"<p class=\"more\">{model.Shelters.Count - ShownMax} more: <a href=\"/?kind=shelter\">all shelters</a>.</p>"))}
        """);

    private static Markup Shelter(ThingView shelter) => Markup.Of($"""
        <tr><td>{Markup.If(shelter.Level > 0, () => Levels.Badge(shelter.Level))} {shelter.Status}</td><th scope="row"><a href="/things/{SeriesPart.Address(shelter.Key)}">{shelter.Name}</a></th><td class="big">{Persons(shelter)}</td><td class="big">{Text(FloodModel.Number(shelter, Fields.OccupancyRatio) * 100, "0", " %")}</td><td class="big">{Text(FloodModel.Number(shelter, Fields.SupplyHoursLeft), "0", " h")}</td><td>{FloodModel.HazardOf(shelter)}</td></tr>
        """);

    private static string Persons(ThingView shelter) => FloodModel.Number(shelter, Fields.CapacityPersons) is { } capacity
        ? $"{Text(FloodModel.Number(shelter, Fields.Evacuees), "0", "")} of {Text(capacity, "0", "")}"
        : Text(FloodModel.Number(shelter, Fields.Evacuees), "0", "");

    private static Markup Rain(FloodModel model) => Markup.Of($"""
        <h2 id="rain-h">Rain</h2>
        {(model.Rain.Count == 0 ? Markup.Of($"<p class=\"empty\">No rain gauge that can be seen has rain.</p>") : Markup.Of($"<ul class=\"plain\">{Markup.Each(model.Rain.Take(8), gauge => Markup.Of($"<li>{Levels.Badge(gauge.Level)} <b class=\"big\">{Text(FloodModel.Number(gauge, Fields.RainMmPerH), "0.#", " mm/h")}</b> <a href=\"/things/{SeriesPart.Address(gauge.Key)}\">{gauge.Name}</a></li>"))}</ul>"))}
        """);

    private static Markup Messages(IReadOnlyList<MessageView> messages, PageTime time) => Markup.Of($"""
        <h2 id="messages-h">Sirens and messages to devices</h2>
        {(messages.Count == 0 ? Markup.Of($"<p class=\"empty\">Nothing was sent.</p>") : Markup.Of($"<ul class=\"plain\">{Markup.Each(messages.Take(6), message => Markup.Of($"<li>{Markup.If(message.Message.Drill, () => Markup.Of($"<span class=\"badge drill\" lang=\"ja\">訓練</span> "))}<b>{message.Message.Text}</b> <small>{time.Element(message.At)}, by {message.Message.By}; handed over for {message.Sent} of {message.Wanted}</small></li>"))}</ul>"))}
        """);

    private static string Text(double? number, string format, string unit) => number is { } value ? value.ToString(format, CultureInfo.InvariantCulture) + unit : "–";
}
