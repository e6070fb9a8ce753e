using Realtime.Cluster.Access;

namespace Realtime.Cluster.Audit;

/// <summary>Records every act (whatever is not a plain read) of a caller who was let in, with what came of it; endpoints need not remember to.</summary>
public static class ActRecords
{
    public static void UseActRecords(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        await next(http);
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)
            && http.GetEndpoint()?.Metadata.GetMetadata<AccessRule>() is { } rule && rule.Policy != Policies.Send)
        {
            http.RequestServices.GetRequiredService<IAudit>().Record(http, AuditEntry.Act, $"{rule.Policy}, status {http.Response.StatusCode}");
        }
    });
}
