using Microsoft.AspNetCore.HttpOverrides;
using Realtime.Cluster.Settings;

namespace Realtime.Cluster.Http;

/// <summary>Who asks when a gateway stands between: its word is taken only where the settings trust it, loopback included only then.</summary>
public static class Gateways
{
    /// <summary>Comes first: limits, login and audit look at the address that it leaves.</summary>
    public static void UseGateways(this IApplicationBuilder app, HttpSettings http)
    {
        if (http.TrustedProxies.Count == 0)
        {
            return;
        }

        ForwardedHeadersOptions options = new()
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,

            // As many as are trusted, from the nearest on: the first address that is not a gateway's is the caller's.
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (System.Net.IPNetwork network in http.TrustedProxies)
        {
            options.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(options);
    }
}
