using Realtime.Actors.City;
using Realtime.Cluster.Http;
using Realtime.Cluster.Notify;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>One alert with its reason and everything that happened to it.</summary>
public static class AlertPage
{
    /// <param name="why">The alert and its reason.</param>
    /// <param name="mayCare">Whether the reader may say that somebody takes care; a family may, of its own household.</param>
    /// <param name="mayAct">Whether the reader may comment, suppress and close.</param>
    /// <param name="facts">Of the node.</param>
    /// <param name="time">How times are written.</param>
    public static Markup Whole(WhyAnswer why, bool mayCare, bool mayAct, NodeFacts facts, PageTime time) => Shell.Page("Alert", Markup.Empty, Markup.Of($"""
        <main class="one" id="main">
        {facts.Banner}
        <div id="live" class="stack" data-live="/alerts/{why.Alert.AlertId}?live=1" data-period="5000" data-stream="off" data-seen="{time.Clock(why.Clock.Now)}">
        {Live(why, mayCare, mayAct, facts, time)}
        </div>
        </main>
        """));

    /// <summary>Everything that changes; the parameters are those of <see cref="Whole"/>.</summary>
    public static Markup Live(WhyAnswer why, bool mayCare, bool mayAct, NodeFacts facts, PageTime time) => Markup.Of($"""
        <section data-part="as-of"><p class="more">As of {time.Clock(why.Clock.Now)}; {time.Legend}</p></section>
        <section data-part="head" aria-label="Alert" data-news="{News(why.Alert, facts)}">
        <h2 class="title">{Levels.Badge(why.Alert.Level)} {why.Alert.ThingName} <small>{Levels.Rule(why.Alert.Rule)}</small></h2>
        <p class="lead">{PlainText.WithoutName(why.Alert.Text, why.Alert.ThingName)}</p>
        {Facts(why.Alert, facts, time)}
        </section>
        <section data-part="act" aria-label="What you can do">
        {Markup.If(mayCare, () => AcknowledgeForm.Full(why.Alert))}
        {Markup.If(mayAct, () => Markup.Of($"{AcknowledgeForm.Comment(why.Alert)}{AcknowledgeForm.Close(why.Alert)}"))}
        </section>
        <section data-part="why" aria-labelledby="why-h"><h2 id="why-h">Why</h2>{WhyPart.Render(why, time)}</section>
        """);

    /// <summary>What is told to a screen reader when it is no longer the same; drills are not.</summary>
    private static string News(AlertView alert, NodeFacts facts) => alert.Drill ? "" : $"{alert.ThingName}: {Levels.Word(alert.Level)}, {Levels.State(alert, facts)}";

    /// <summary>Instead of an alert that cannot be shown.</summary>
    public static Markup Missing(string sentence) =>
        Shell.Page("Alert", Markup.Empty, Markup.Of($"<main class=\"one\" id=\"main\"><p class=\"empty\">{sentence} <a href=\"/\">Back to the city</a></p></main>"));

    private static Markup Facts(AlertView alert, NodeFacts facts, PageTime time) => Markup.Of($"""
        <dl class="facts">
        <dt>Since</dt><dd>{time.Element(alert.Since)}</dd>
        <dt>State</dt><dd>{Levels.State(alert, facts)}</dd>
        <dt>Highest level</dt><dd>{Levels.Badge(alert.PeakLevel)}</dd>
        <dt>Thing</dt><dd>{Link(alert)}</dd>
        <dt>Municipality</dt><dd>{alert.Municipality}</dd>
        <dt>Id</dt><dd><code>{alert.AlertId}</code></dd>
        </dl>
        """);

    private static Markup Link(AlertView alert) => alert.Thing.Kind == ThingKind.Channel
        ? Markup.Of($"{alert.Thing.ToString()}")
        : Markup.Of($"<a href=\"/things/{SeriesPart.Address(alert.Thing)}\">{alert.Thing.ToString()}</a>");
}
