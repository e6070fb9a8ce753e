using Realtime.Cluster.Access;
using Realtime.Cluster.Health;

namespace Realtime.Cluster.Http;

/// <summary>
/// <c>/healthz/live</c>: the process answers; restart it when it does not.
/// <c>/healthz/ready</c>: every partition is active, the journal answers and no member of the cluster is missing; 503 with the reasons when not.
/// Neither counts as a caller's request: a node that others keep busy must not look dead to who decides about its restart.
/// </summary>
public static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz/live", () => TypedResults.Text("live\n")).Needs(Policies.Anyone).DisableRateLimiting().Describe("isLive", "Deployment", "The process answers.").Produces<string>(contentType: "text/plain");
        routes.MapGet("/healthz/ready", async (CityHealth health, CancellationToken cancellation) =>
        {
            HealthReport report = await health.AskAsync(cancellation);
            return TypedResults.Json(report, statusCode: report.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }).Needs(Policies.Anyone).DisableRateLimiting().Describe("isReady", "Deployment", "Every partition is active, or the reasons why not.").Produces<HealthReport>();
    }
}
