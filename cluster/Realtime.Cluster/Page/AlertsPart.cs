using Realtime.Actors.City;
using Realtime.Cluster.Notify;

namespace Realtime.Cluster.Page;

/// <summary>Open alerts, worst first.</summary>
public static class AlertsPart
{
    /// <summary>More would bury the worst ones; the API has all of them.</summary>
    private const int ShownMax = 100;

    public static Markup Render(PageModel model, PageTime time) => Markup.Of($"""
        <h2 id="alerts-h">Open alerts{Levels(model.Alerts)}</h2>
        {List(model.Alerts, model.Facts, time)}
        """);

    private static Markup Levels(IReadOnlyList<AlertView>? alerts) => Markup.Of(
        $" <span class=\"tally\">{Markup.Each((alerts ?? []).GroupBy(alert => alert.Level).OrderByDescending(group => group.Key), group =>
            Markup.Of($"{Page.Levels.Badge(group.Key)}<b>{group.Count()}</b> "))}</span>");

    private static Markup List(IReadOnlyList<AlertView>? alerts, NodeFacts facts, PageTime time) => alerts switch
    {
        null => Markup.Of($"<p class=\"empty\">The alerts cannot be read at the moment. That does not mean that there are none.</p>"),
        { Count: 0 } => Markup.Of($"<p class=\"empty\">No open alerts.</p>"),
        _ => Markup.Of($"""
            <ol class="alerts">{Markup.Each(alerts.Take(ShownMax), alert => One(alert, facts, time))}</ol>
            {Markup.If(alerts.Count > ShownMax, () => Markup.Of($"<p class=\"more\">{alerts.Count - ShownMax} more are in <a href=\"/api/v1/alerts\">the list of all alerts</a>.</p>"))}
            """),
    };

    private static Markup One(AlertView alert, NodeFacts facts, PageTime time) => Markup.Of($"""
        <li class="alert e{Math.Clamp(alert.Level, 0, 5)}">
        <div class="mark">{Page.Levels.Badge(alert.Level)}{Markup.If(alert.Drill, () => Markup.Of($"<span class=\"badge drill\" lang=\"ja\">訓練</span>"))}</div>
        <div class="what"><h3><a href="/alerts/{alert.AlertId}">{alert.ThingName}</a> <small>{Page.Levels.Rule(alert.Rule)}</small></h3>
        <p>{PlainText.WithoutName(alert.Text, alert.ThingName)}</p>{Markup.If(alert.Evidence.Length > 0, () => Markup.Of($"<p class=\"why\">Why: {alert.Evidence}</p>"))}</div>
        <div class="when"><span>since {time.Element(alert.Since)}</span><span class="state">{Page.Levels.State(alert, facts)}</span></div>
        <div class="act">{AcknowledgeForm.Button(alert)}</div>
        </li>
        """);
}
