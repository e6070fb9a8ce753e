using Realtime.Actors.City;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>
/// The forms that say "I take care of it". They work without scripts. Each has an id: when one goes because somebody else has acknowledged, the others stay the elements they
/// are, with what is typed in them.
/// </summary>
public static class AcknowledgeForm
{
    /// <summary>One button; nothing when somebody takes care of it already or it is over.</summary>
    public static Markup Button(AlertView alert) => Markup.If(Open(alert), () => Markup.Of($"""
        <form method="post" action="/alerts/{alert.AlertId}/ack" class="ack"><button id="ack-{alert.AlertId}" aria-label="Acknowledge {alert.ThingName}">Acknowledge</button></form>
        """));

    /// <summary>With a name and a comment.</summary>
    public static Markup Full(AlertView alert) => Markup.If(Open(alert), () => Markup.Of($"""
        <form id="ack-form-{alert.AlertId}" method="post" action="/alerts/{alert.AlertId}/ack?back=alert" class="full">
        <label>Your name or role <input name="by" maxlength="100" autocomplete="name"></label>
        <label>Comment <input name="comment" maxlength="1000"></label>
        <button>Acknowledge</button>
        </form>
        """));

    /// <summary>Writes something into its history; also when it is over.</summary>
    public static Markup Comment(AlertView alert) => Markup.Of($"""
        <form id="comment-{alert.AlertId}" method="post" action="/alerts/{alert.AlertId}/comment?back=alert" class="full">
        <label>Your name or role <input name="by" maxlength="100" autocomplete="name"></label>
        <label>Comment <input name="comment" maxlength="1000" required></label>
        <button>Write down</button>
        </form>
        """);

    /// <summary>Ends an alert that no reading can end; nothing for any other.</summary>
    public static Markup Close(AlertView alert) => Markup.If(Closable(alert), () => Markup.Of($"""
        <form id="close-{alert.AlertId}" method="post" action="/alerts/{alert.AlertId}/close?back=alert" class="full">
        <label>Your name or role <input name="by" maxlength="100" autocomplete="name"></label>
        <label>What you found <input name="comment" maxlength="1000" required></label>
        <button>Close: it was looked at in another way</button>
        </form>
        """));

    private static bool Closable(AlertView alert) => alert.State == AlertState.Unobservable || (alert is { Rule: Rules.GaugeFault or Rules.Drift } && alert.State != AlertState.Resolved);

    private static bool Open(AlertView alert) => alert.AcknowledgedBy is null && alert.State != AlertState.Resolved;
}
