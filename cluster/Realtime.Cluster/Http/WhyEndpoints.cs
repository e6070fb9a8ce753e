using Realtime.Actors.City;
using Realtime.Cluster.Access;
using Realtime.Cluster.Audit;
using Realtime.Domain;

namespace Realtime.Cluster.Http;

/// <summary>Why there is an alert: <c>GET /api/v1/alerts/{id}/why</c>.</summary>
public static class WhyEndpoints
{
    public static void MapWhy(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/alerts/{id}/why", (string id, HttpContext http, ICity city, Owners owners, IAudit audit, TimeProvider clock) => owners.AskAsync(async limit =>
        {
            if (await AlertEndpoints.FindAsync(id, http, city, limit) is not { } detail)
            {
                return TypedResults.Problem("There is no such alert.", statusCode: StatusCodes.Status404NotFound, title: "Unknown alert");
            }

            audit.RecordHouseholds(http, [detail.Alert.Thing], "why");
            return TypedResults.Ok(await AnswerAsync(detail, city, clock.GetUtcNow(), limit));
        }, http.RequestAborted)).Needs(Policies.Known)
            .Describe("whyAlert", "Alerts", "The readings behind each change, the rule with its source, and how far the thing's channel vouches.").Produces<WhyAnswer>();

    /// <summary>Puts together what is known behind an alert; who may see it was decided before.</summary>
    public static async Task<WhyAnswer> AnswerAsync(AlertDetail detail, ICity city, DateTimeOffset now, CancellationToken limit)
    {
        ThingKey thing = detail.Alert.Thing;
        Task<ThingView?> seen = city.GetThingAsync(thing, limit);
        Registration? registration = thing.Kind == ThingKind.Channel ? null : (await city.GetRegistrationAsync(thing, limit))?.Registration;
        string? source = thing.Kind == ThingKind.Channel ? thing.Id : registration?.Source;

        // Only the channels are wanted of the city. With a sight every thing of it would be looked at; without one the counts say more than the caller may see, so they are not given on.
        IReadOnlyList<ChannelStatus> channels = source is null ? [] : (await city.GetCityAsync(new CityQuery(Take: 0) { KindsOnly = true }, limit)).Channels;
        RuleEntry? rule = RuleBook.Find(detail.Alert.Rule);
        return new WhyAnswer(
            detail.Alert,
            [.. detail.History.Select(entry => new WhyChange(entry.Time, entry.What, entry.Text, entry.Evidence))],
            await seen,
            rule is null ? null : new WhyRule(rule.Rule, rule.Title, rule.Raises, rule.Clears, rule.NotJudged, rule.Settings, rule.Source),
            registration?.Thresholds,
            new WhyClock(now, source, channels.FirstOrDefault(channel => channel.ChannelId == source)));
    }
}

/// <summary>Everything behind an alert.</summary>
/// <param name="Alert">The alert now.</param>
/// <param name="Changes">What happened, oldest first, each with the values it was judged by.</param>
/// <param name="Thing">The thing now, with its newest numbers.</param>
/// <param name="Rule">The rule; null = an alert of a version that knew others.</param>
/// <param name="Thresholds">The registered thresholds, when there are any.</param>
/// <param name="Clock">How far observation reaches.</param>
public sealed record WhyAnswer(AlertView Alert, IReadOnlyList<WhyChange> Changes, ThingView? Thing, WhyRule? Rule, StageThresholds? Thresholds, WhyClock Clock);

/// <summary>One change with its values and thresholds in words; null evidence = what a person did.</summary>
public sealed record WhyChange(DateTimeOffset Time, string What, string Text, string? Evidence);

/// <summary>A rule as the rule book prints it.</summary>
public sealed record WhyRule(string Name, string Title, string Raises, string Clears, string NotJudged, string Settings, string Source);

/// <summary>Clock of the node, and the registered channel with its watermark: absence is judged only up to there.</summary>
public sealed record WhyClock(DateTimeOffset Now, string? Source, ChannelStatus? Channel);
