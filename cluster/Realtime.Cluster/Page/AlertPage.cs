using Realtime.Actors.City;
using Realtime.Cluster.Notify;

namespace Realtime.Cluster.Page;

/// <summary>One alert with everything that happened to it.</summary>
public static class AlertPage
{
    public static Markup Render(AlertDetail detail, NodeFacts facts, PageTime time) => Shell.Page("Alert", Markup.Empty, Markup.Of($"""
        <main class="one">
        {facts.Banner}
        <h2>{Levels.Badge(detail.Alert.Level)} {detail.Alert.ThingName} <small>{Levels.Rule(detail.Alert.Rule)}</small></h2>
        <p class="lead">{PlainText.WithoutName(detail.Alert.Text, detail.Alert.ThingName)}</p>
        <dl class="facts">
        <dt>Since</dt><dd>{time.Element(detail.Alert.Since)}</dd>
        <dt>State</dt><dd>{Levels.State(detail.Alert, facts)}</dd>
        <dt>Highest level</dt><dd>{Levels.Badge(detail.Alert.PeakLevel)}</dd>
        <dt>Why</dt><dd>{detail.Alert.Evidence}</dd>
        <dt>Thing</dt><dd>{detail.Alert.Thing.ToString()}</dd>
        <dt>Municipality</dt><dd>{detail.Alert.Municipality}</dd>
        <dt>Id</dt><dd><code>{detail.Alert.AlertId}</code></dd>
        </dl>
        {AcknowledgeForm.Full(detail.Alert)}
        {AcknowledgeForm.Close(detail.Alert)}
        <h3>What happened <small>{time.Legend}</small></h3>
        <div class="scroll"><table><thead><tr><th scope="col">Time</th><th scope="col">What</th><th scope="col">In words</th></tr></thead>
        <tbody>{Markup.Each(detail.History, entry => Markup.Of($"<tr><td>{time.Element(entry.Time)}</td><th scope=\"row\">{entry.What}</th><td>{entry.Text}</td></tr>"))}</tbody></table></div>
        </main>
        """));

    /// <summary>Instead of an alert that cannot be shown.</summary>
    public static Markup Missing(string sentence) => Shell.Page("Alert", Markup.Empty, Markup.Of($"<main class=\"one\"><p class=\"empty\">{sentence} <a href=\"/\">Back to the city</a></p></main>"));
}
