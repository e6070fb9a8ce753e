namespace Realtime.Cluster.Http;

/// <summary>Headers of every answer: nothing from elsewhere is loaded, nothing is framed, nothing is kept in caches.</summary>
public static class SecurityHeaders
{
    public static void UseSecurityHeaders(this IApplicationBuilder app, string contentSecurityPolicy) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() => Set(context.Response.Headers, contentSecurityPolicy));
        return next(context);
    });

    private static Task Set(IHeaderDictionary headers, string contentSecurityPolicy)
    {
        headers.ContentSecurityPolicy = contentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return Task.CompletedTask;
    }
}
