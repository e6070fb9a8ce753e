using Realtime.Cluster.Access;

namespace Realtime.Cluster.Audit;

/// <summary>
/// Records every act (whatever is not a plain read) of a caller who was let in, twice: that it is asked for, before anything is done, and what
/// came of it. Endpoints need not remember to. What cannot be recorded is not done; a caller who goes away in between leaves both lines.
/// </summary>
public static class ActRecords
{
    public static void UseActRecords(this IApplicationBuilder app)
    {
        ILogger log = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ActRecords));
        app.Use(async (http, next) =>
        {
            if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)
                || http.GetEndpoint()?.Metadata.GetMetadata<AccessRule>() is not { } rule || rule.Policy == Policies.Send)
            {
                await next(http);
                return;
            }

            http.RequestServices.GetRequiredService<IAudit>().Record(http, AuditEntry.Act, $"{rule.Policy}, asked {http.TraceIdentifier}");
            string outcome = "broken off";
            try
            {
                await next(http);
                outcome = $"status {http.Response.StatusCode}";
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                outcome = "failed";
                throw;
            }
            finally
            {
                RecordOutcome(http, $"{rule.Policy}, {outcome} {http.TraceIdentifier}", log);
            }
        });
    }

    /// <summary>That it was asked for is on disk; an answer that says "not done" because the second line is missing would be wrong.</summary>
    private static void RecordOutcome(HttpContext http, string outcome, ILogger log)
    {
        try
        {
            http.RequestServices.GetRequiredService<IAudit>().Record(http, AuditEntry.Act, outcome);
        }
        catch (AuditException fault)
        {
            log.LogError(fault, "The audit holds that an act was asked for, and could not take what came of it: {Outcome}", outcome);
        }
    }
}
