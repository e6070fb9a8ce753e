using Realtime.Actors.City;

namespace Realtime.Cluster.Page;

/// <summary>The forms that say "I take care of it". They work without scripts.</summary>
public static class AcknowledgeForm
{
    /// <summary>One button; nothing when somebody takes care of it already or it is over.</summary>
    public static Markup Button(AlertView alert) => Markup.If(Open(alert), () => Markup.Of($"""
        <form method="post" action="/alerts/{alert.AlertId}/ack" class="ack"><button id="ack-{alert.AlertId}" aria-label="Acknowledge {alert.ThingName}">Acknowledge</button></form>
        """));

    /// <summary>With a name and a comment.</summary>
    public static Markup Full(AlertView alert) => Markup.If(Open(alert), () => Markup.Of($"""
        <form method="post" action="/alerts/{alert.AlertId}/ack" class="full">
        <label>Your name or role <input name="by" maxlength="100" autocomplete="name"></label>
        <label>Comment <input name="comment" maxlength="1000"></label>
        <button>Acknowledge</button>
        </form>
        """));

    private static bool Open(AlertView alert) => alert.AcknowledgedBy is null && alert.State != AlertState.Resolved;
}
