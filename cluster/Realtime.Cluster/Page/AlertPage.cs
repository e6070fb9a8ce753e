using Realtime.Actors.City;
using Realtime.Cluster.Http;
using Realtime.Cluster.Notify;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>One alert with its reason and everything that happened to it.</summary>
public static class AlertPage
{
    public static Markup Render(WhyAnswer why, bool mayAct, NodeFacts facts, PageTime time) => Shell.Page("Alert", Markup.Empty, Markup.Of($"""
        <main class="one" id="main">
        {facts.Banner}
        <h2 class="title">{Levels.Badge(why.Alert.Level)} {why.Alert.ThingName} <small>{Levels.Rule(why.Alert.Rule)}</small></h2>
        <p class="lead">{PlainText.WithoutName(why.Alert.Text, why.Alert.ThingName)}</p>
        {Facts(why.Alert, facts, time)}
        {Markup.If(mayAct, () => Markup.Of($"{AcknowledgeForm.Full(why.Alert)}{AcknowledgeForm.Comment(why.Alert)}{AcknowledgeForm.Close(why.Alert)}"))}
        <h2>Why <small>{time.Legend}</small></h2>
        {WhyPart.Render(why, time)}
        </main>
        """));

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
