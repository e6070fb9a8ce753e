using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Realtime.Actors.City;
using Realtime.Cluster.Access;
using Realtime.Cluster.Audit;
using Realtime.Cluster.Http;
using Realtime.Domain;
using Realtime.Streams.Live;

namespace Realtime.Cluster.Live;

/// <summary>
/// Live changes as server-sent events: <c>GET /api/v1/events</c>. <c>event: alert</c> carries a change; <c>alive</c> comes every 15 seconds; <c>reset</c> says that what was
/// missed is too long ago: ask for the alerts anew. A browser that reconnects sends Last-Event-ID by itself and gets what it missed, at any node.
/// A stream ends when the token runs out that opened it, and with the process, which is how a key is taken back.
/// </summary>
public static class LiveEndpoints
{
    private static readonly TimeSpan _heartbeat = TimeSpan.FromSeconds(15);

    public static void MapLive(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/events", (HttpContext http, ILiveAlerts live, LiveSeats seats, HouseholdGlances glances, TimeProvider clock) =>
        {
            if (seats.Take(Caller.Of(http)) is not { } seat)
            {
                return Results.Problem("This caller has as many streams open as one gets (Access:StreamsPerCaller). Close one.", statusCode: StatusCodes.Status429TooManyRequests, title: "Too many streams");
            }

            http.Response.RegisterForDispose(seat);
            string last = http.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } header ? header : http.Request.Query["lastEventId"].ToString();
            return live.Listen(last.Length == 0 ? null : last) is { } listener
                ? TypedResults.ServerSentEvents(EventsAsync(listener, http, glances, clock, http.RequestAborted))
                : Results.Problem("This node has as many listeners as it takes, or has just started. Try again.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "No room");
        }).Needs(Policies.Known)
            .Describe("liveChanges", "Alerts", "Changes of alerts as server-sent events; resumes with Last-Event-ID.").Query("lastEventId", "instead of the header Last-Event-ID").Produces<LiveChange>(contentType: "text/event-stream");

    private static async IAsyncEnumerable<SseItem<LiveChange>> EventsAsync(
        ILiveListener listener, HttpContext http, HouseholdGlances glances, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using ILiveListener one = listener;
        Sight sight = Caller.SightOf(http);
        using CancellationTokenSource end = EndOf(Caller.Of(http), clock);
        using CancellationTokenSource known = CancellationTokenSource.CreateLinkedTokenSource(cancellation, end.Token);
        yield return Item(one, one.Gap ? "reset" : "alive", clock, null);
        while (!known.IsCancellationRequested)
        {
            LiveAlert? alert = await NextAsync(one.Changes, clock, known.Token);
            if (known.IsCancellationRequested || (alert is null && one.Changes.Completion.IsCompleted))
            {
                yield break;
            }

            if (alert is not null && (!one.Place.Take(alert) || !sees(alert.Change)))
            {
                continue;
            }

            if (alert is not null)
            {
                glances.Record(http, GlancedPage.Events, [alert.Change.Thing]);
            }

            yield return Item(one, alert is null ? "alive" : "alert", clock, alert?.Change);
        }

        bool sees(AlertChange change) => sight.Covers(change.Thing, change.Municipality, "") && (change.Thing.Kind == ThingKind.Household || sight.Owns(change.Municipality) || sight.Shared.Contains(change.Municipality));
    }

    /// <summary>A stream ends when what its caller showed runs out: what they may see was decided when it began. A timer reaches 49 days; no token lives as long.</summary>
    private static CancellationTokenSource EndOf(Caller caller, TimeProvider clock) => caller.Until is { } until
        ? new(TimeSpan.FromMilliseconds(Math.Clamp((until - clock.GetUtcNow()).TotalMilliseconds, 0, uint.MaxValue - 1)), clock)
        : new();

    /// <summary>The next change; null when none came within a heartbeat, or when there will be none any more.</summary>
    private static async Task<LiveAlert?> NextAsync(ChannelReader<LiveAlert> changes, TimeProvider clock, CancellationToken cancellation)
    {
        using CancellationTokenSource quiet = new(_heartbeat, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(quiet.Token, cancellation);
        try
        {
            return await changes.ReadAsync(either.Token);
        }
        catch (Exception fault) when (fault is OperationCanceledException or ChannelClosedException)
        {
            return null;
        }
    }

    private static SseItem<LiveChange> Item(ILiveListener listener, string kind, TimeProvider clock, AlertChange? change) =>
        new(new LiveChange(clock.GetUtcNow(), change), kind) { EventId = listener.Place.ToString() };
}

/// <summary>One event.</summary>
/// <param name="At">Clock of the node.</param>
/// <param name="Change">The change; null for alive and reset.</param>
public sealed record LiveChange(DateTimeOffset At, AlertChange? Change);
