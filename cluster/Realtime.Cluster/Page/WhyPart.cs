using System.Globalization;
using Realtime.Actors.City;
using Realtime.Cluster.Http;
using Realtime.Cluster.Notify;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>Why there is an alert: what was read, against which limits, by which rule, and how far the view reaches.</summary>
public static class WhyPart
{
    public static Markup Render(WhyAnswer why, PageTime time, string heading = "h3") => Markup.Of($"""
        <div class="why-part">
        {Heading(heading, "Readings and limits")}
        {Evidence(why)}
        {Thresholds(why)}
        {Heading(heading, "Rule")}
        {Rule(why.Rule)}
        {Heading(heading, "Clock and channel")}
        {Clock(why.Clock, time)}
        {Heading(heading, "What happened")}
        {History(why, time)}
        </div>
        """);

    private static Markup Heading(string level, string text) => new($"<{level}>{text}</{level}>");

    private static Markup Evidence(WhyAnswer why)
    {
        string evidence = why.Changes.LastOrDefault(change => change.Evidence is { Length: > 0 })?.Evidence ?? why.Alert.Evidence;
        return Markup.Of($"<p class=\"evidence\">{(evidence.Length > 0 ? evidence : "This version kept no values behind this alert.")}</p>");
    }

    private static Markup Thresholds(WhyAnswer why) => Markup.If(why.Thresholds is { Stages.Count: > 0 }, () => Table(why.Thresholds!, ValueOf(why.Thing)));

    /// <summary>The limits, lowest first, and on which side of each the newest value is.</summary>
    public static Markup Table(StageThresholds thresholds, double? value) => Markup.Of($"""
        <div class="scroll"><table class="limits"><thead><tr><th scope="col">Level</th><th scope="col">Stage</th><th scope="col">From</th><th scope="col">Newest value</th></tr></thead>
        <tbody>{Markup.Each(thresholds.Stages, stage => Markup.Of($"<tr><td>{Levels.Badge(StageRule.Shown(stage.Level))}</td><th scope=\"row\" lang=\"ja\">{stage.Name}</th><td>{Number(stage.Value)}</td><td>{Side(stage, value)}</td></tr>"))}</tbody></table></div>
        <p class="more">A stage is left only {Number(StageRule.DeadBand(thresholds))} below its limit.</p>
        """);

    private static string Side(StageThreshold stage, double? value) =>
        value is not { } number ? "not known" : number >= stage.Value ? $"reached: {Number(number)}" : $"{Number(stage.Value - number)} below it";

    private static Markup Rule(WhyRule? rule) => rule is null
        ? Markup.Of($"<p class=\"empty\">The rule is not in this version's rule book.</p>")
        : Markup.Of($"""
            <dl class="facts">
            <dt>Rule</dt><dd><b>{rule.Title}</b> <code>{rule.Name}</code></dd>
            <dt>Raises</dt><dd>{rule.Raises}</dd>
            <dt>Clears</dt><dd>{rule.Clears}</dd>
            <dt>Not judged</dt><dd>{rule.NotJudged}</dd>
            <dt>Source</dt><dd>{rule.Source}</dd>
            </dl>
            """);

    private static Markup Clock(WhyClock clock, PageTime time) => Markup.Of($"""
        <dl class="facts">
        <dt>Clock of the node</dt><dd>{time.Element(clock.Now)}</dd>
        <dt>Channel</dt><dd>{clock.Source ?? "none vouches for this thing: its silence is not judged"}</dd>
        {Markup.If(clock.Channel is not null, () => Markup.Of($"<dt>Complete up to</dt><dd>{time.Element(clock.Channel!.Watermark)} <span class=\"state {(clock.Channel.State == "stalled" ? "bad" : "")}\">{clock.Channel.State}</span></dd>"))}
        </dl>
        """);

    private static Markup History(WhyAnswer why, PageTime time) => Markup.Of($"""
        <div class="scroll"><table><thead><tr><th scope="col">Time</th><th scope="col">What</th><th scope="col">In words</th><th scope="col">Values and limits</th></tr></thead>
        <tbody>{Markup.Each(why.Changes, change => Markup.Of($"<tr><td>{time.Element(change.Time)}</td><th scope=\"row\">{change.What}</th><td>{PlainText.WithoutName(change.Text, why.Alert.ThingName)}</td><td>{change.Evidence ?? "–"}</td></tr>"))}</tbody></table></div>
        """);

    /// <summary>The number that limits are compared with.</summary>
    public static double? ValueOf(ThingView? thing) =>
        thing?.Fields.FirstOrDefault(field => field.Name is Fields.LevelM or Fields.RainMmPerH or Fields.Value) is { Name: not null } field ? field.Value : null;

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
