using Realtime.Cluster.Access;
using Realtime.Cluster.Membership;

namespace Realtime.Cluster.Http;

/// <summary><c>GET /api/v1/cluster</c>: the members as this node sees them, oldest first.</summary>
public static class ClusterEndpoints
{
    public static void MapCluster(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/cluster", (IClusterProbe cluster) => TypedResults.Ok(cluster.Members)).Needs(Policies.Platform).Describe("listMembers", "Deployment", "Members of the cluster, oldest first.").Produces<MemberView[]>();
}
