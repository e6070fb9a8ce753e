using Realtime.Actors.City;
using Realtime.Cluster.Http;
using Realtime.Cluster.Notify;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>One thing: its state, why it is so, its recent past, and what the registry says.</summary>
public static class ThingPage
{
    private const int PastMax = 20;

    public static Markup Whole(ThingModel model, PageTime time) => Shell.Page(Levels.Singular(model.Thing.Key.Kind), Markup.Empty, Markup.Of($"""
        <main class="one wide" id="main">
        {model.Facts.Banner}
        <div id="live" class="stack" data-live="/things/{SeriesPart.Address(model.Thing.Key)}?live=1&amp;hours={model.Hours}" data-period="5000" data-stream="off" data-seen="{time.Clock(model.At)}">
        {Live(model, time)}
        </div>
        </main>
        """));

    /// <summary>Everything that changes.</summary>
    public static Markup Live(ThingModel model, PageTime time) => Markup.Of($"""
        <section data-part="as-of"><p class="more">As of {time.Clock(model.At)}; {time.Legend}</p></section>
        <section data-part="head" aria-label="Now" data-news="{News(model)}">{Head(model, time)}</section>
        <section data-part="past" aria-labelledby="past-h"><h2 id="past-h">Recent past</h2>{SeriesPart.Render(model, time)}</section>
        <section data-part="open" aria-labelledby="open-h"><h2 id="open-h">Open alerts</h2>{OpenAlerts(model, time)}</section>
        <section data-part="registration" aria-labelledby="reg-h"><h2 id="reg-h">Registration</h2>{RegistrationPart.Render(model.Thing, model.Registration)}</section>
        <section data-part="was" aria-labelledby="was-h"><h2 id="was-h">Past alerts</h2>{PastAlerts(model, time)}</section>
        """);

    /// <summary>What is told to a screen reader when it is no longer the same: the level and its alerts, never numbers, which change all the time.</summary>
    private static string News(ThingModel model) => model.Alerts is null ? ""
        : $"{model.Thing.Name}: {Levels.Word(model.Thing.Level)}, {string.Join(", ", model.Open.Where(alert => !alert.Drill).Select(alert => $"{Levels.Rule(alert.Rule)} {Levels.State(alert, model.Facts)}").DefaultIfEmpty("no open alert"))}";

    /// <summary>Instead of a thing that cannot be shown.</summary>
    public static Markup Missing(string sentence) =>
        Shell.Page("Thing", Markup.Empty, Markup.Of($"<main class=\"one\" id=\"main\"><p class=\"empty\">{sentence} <a href=\"/\">Back to the city</a></p></main>"));

    private static Markup Head(ThingModel model, PageTime time)
    {
        ThingView thing = model.Thing;
        AlertView? worst = model.Open.FirstOrDefault();
        return Markup.Of($"""
            <h2 class="title">{Levels.Badge(thing.Level)} {thing.Name}{Markup.If(thing.Name != thing.Key.Id, () => Markup.Of($" <small>{thing.Key.Id}</small>"))}</h2>
            <p class="lead">{thing.Status}: {thing.Detail}</p>
            <dl class="figures">
            {Markup.Each(thing.Fields, FieldWords.Line)}
            <div><dt>Newest reading</dt><dd>{time.Element(thing.LastReading)}</dd></div>
            <div><dt>In this state since</dt><dd>{time.Element(worst?.Since)}</dd></div>
            <div><dt>Municipality</dt><dd>{(thing.Municipality.Length > 0 ? thing.Municipality : "–")}</dd></div>
            </dl>
            {Markup.If(!thing.Registered, () => Markup.Of($"<p class=\"more\"><span class=\"bad\">unregistered</span></p>"))}
            """);
    }

    private static Markup OpenAlerts(ThingModel model, PageTime time) => model.Alerts is null
        ? Markup.Of($"<p class=\"empty\">The alerts cannot be read at the moment. That does not mean that there are none.</p>")
        : !model.Open.Any() ? Markup.Of($"<p class=\"empty\">No open alerts.</p>")
        : Markup.Of($"{Markup.Each(model.Reasons, why => Reason(why, model, time))}{Markup.Each(model.Open.Where(alert => model.Reasons.All(why => why.Alert.AlertId != alert.AlertId)), Short)}");

    private static Markup Reason(WhyAnswer why, ThingModel model, PageTime time) => Markup.Of($"""
        <article id="why-{why.Alert.AlertId}" class="card e{Math.Clamp(why.Alert.Level, 0, 5)}">
        <h3>{Levels.Badge(why.Alert.Level)} <a href="/alerts/{why.Alert.AlertId}">{Levels.Rule(why.Alert.Rule)}</a> <small>since {time.Element(why.Alert.Since)} · {Levels.State(why.Alert, model.Facts)}</small></h3>
        <p class="lead">{PlainText.WithoutName(why.Alert.Text, why.Alert.ThingName)}</p>
        {Markup.If(model.MayAct, () => Markup.Of($"{AcknowledgeForm.Full(why.Alert)}{AcknowledgeForm.Comment(why.Alert)}"))}
        <details open><summary>Why</summary>{WhyPart.Render(why, time, "h4")}</details>
        </article>
        """);

    private static Markup Short(AlertView alert) =>
        Markup.Of($"<p>{Levels.Badge(alert.Level)} <a href=\"/alerts/{alert.AlertId}\">{Levels.Rule(alert.Rule)}</a>: {PlainText.WithoutName(alert.Text, alert.ThingName)}</p>");

    private static Markup PastAlerts(ThingModel model, PageTime time)
    {
        AlertView[] past = [.. model.Past];
        return past.Length == 0 ? Markup.Of($"<p class=\"empty\">{(model.Alerts is null ? "Not known at the moment." : "None are remembered.")}</p>") : Markup.Of($"""
            <div class="scroll"><table><thead><tr><th scope="col">Since</th><th scope="col">Until</th><th scope="col">What</th><th scope="col">Highest</th><th scope="col">How it ended</th></tr></thead>
            <tbody>{Markup.Each(past.Take(PastMax), alert => Markup.Of($"<tr><td>{time.Element(alert.Since)}</td><td>{time.Element(alert.LastChange)}</td><th scope=\"row\"><a href=\"/alerts/{alert.AlertId}\">{Levels.Rule(alert.Rule)}</a></th><td>{Levels.Badge(alert.PeakLevel)}</td><td>{PlainText.WithoutName(alert.Text, alert.ThingName)}</td></tr>"))}</tbody></table></div>
            {Markup.If(past.Length > PastMax, () => Markup.Of($"<p class=\"more\">{past.Length - PastMax} older ones are in the API.</p>"))}
            """);
    }
}
