using System.Net;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Prometheus;
using Realtime.Cluster.Access;
using Realtime.Cluster.Audit;
using Realtime.Cluster.Geography;
using Realtime.Cluster.Health;
using Realtime.Cluster.Live;
using Realtime.Cluster.Membership;
using Realtime.Cluster.Ngsi;
using Realtime.Cluster.Page;
using Realtime.Cluster.Registry;
using Realtime.Cluster.Settings;
using Realtime.Cluster.Startup;

namespace Realtime.Cluster.Http;

/// <summary>The web side of a node: limits, headers, page, API, health and metrics.</summary>
public static class WebNode
{
    private const int ConnectionsMax = 1_000;

    /// <summary>
    /// Registers the server. The city (<see cref="Realtime.Actors.City.ICity"/>), <see cref="IJournalProbe"/>, <see cref="IClusterProbe"/>, <see cref="IAudit"/>,
    /// <see cref="Realtime.Streams.Historian.ISeriesReader"/>, <see cref="OwnGeometry"/> and <see cref="IntakeSettings"/> must be registered by the caller.
    /// </summary>
    public static void AddWebNode(this WebApplicationBuilder builder, HttpSettings http, NodeSettings node, AccessSettings access, NodeFacts facts)
    {
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Limit(kestrel, http));
        builder.Services.AddRouting();
        builder.Services.AddProblemDetails();
        builder.Services.AddAccess(access);
        builder.Services.AddApiDocument();
        builder.Services.AddSingleton<RegistryDesk>();
        builder.Services.AddSingleton<HouseholdGlances>();
        builder.Services.AddSingleton<LiveSeats>();
        builder.Services.ConfigureHttpJsonOptions(json => ApiJson.Apply(json.SerializerOptions));
        builder.Services.Configure<HostFilteringOptions>(filter => filter.AllowedHosts = [.. http.AllowedHosts]);
        builder.Services.AddSingleton(http);
        builder.Services.AddSingleton(facts);
        builder.Services.AddSingleton(new Owners(http.AnswerTimeout));
        builder.Services.AddSingleton(services => new CityHealth(
            services.GetRequiredService<Actors.City.ICity>(), services.GetRequiredService<IJournalProbe>(), services.GetRequiredService<IClusterProbe>(), http.AnswerTimeout));
        builder.Services.AddSingleton(new NodeMetrics(Metrics.DefaultRegistry));
        builder.Services.AddSingleton(new PageTime(node.TimeZone));
        builder.Services.AddSingleton<RateMeter>();
        builder.Services.TryAddSingleton(new LookLifetime(TimeSpan.FromSeconds(1)));
        builder.Services.AddSingleton<PageReader>();
        builder.Services.AddSingleton<ThingReader>();
        builder.Services.AddSingleton<CityScanner>();
        builder.Services.AddSingleton<MapGround>();
        builder.Services.AddSingleton<TrendBook>();
        builder.Services.AddSingleton<FloodReader>();
        builder.Services.AddSingleton<PublicReader>();
    }

    /// <summary>Maps every address.</summary>
    public static void UseWebNode(this WebApplication app, IntakeSettings intake)
    {
        app.UseGateways(app.Services.GetRequiredService<HttpSettings>());
        app.UseSecurityHeaders(PageAssets.ContentSecurityPolicy);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            SuppressDiagnosticsCallback = context => context.Exception is OperationCanceledException,
            StatusCodeSelector = fault => fault is AuditException or Akka.Actor.AskTimeoutException ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePages();
        app.UseHostFiltering();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseActRecords();
        app.MapPage();
        app.MapCity();
        app.MapAlerts();
        app.MapAreas();
        app.MapMessages();
        app.MapIntake(intake, app.Services.GetRequiredService<AccessSettings>());
        app.MapSearch();
        app.MapWhy();
        app.MapRegistry();
        app.MapAudit();
        app.MapVehicleFeed();
        app.MapNgsi();
        app.MapLive();
        app.MapApiDocument();
        app.MapHealth();
        app.MapCluster();
        app.MapMetrics("/metrics").Needs(Policies.Monitor).DisableRateLimiting();
    }

    private static void Limit(KestrelServerOptions kestrel, HttpSettings http)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = Acknowledgement.BodyBytesMax;
        kestrel.Limits.MaxConcurrentConnections = ConnectionsMax;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        if (http is { Address: "localhost", Port: > 0 })
        {
            kestrel.ListenLocalhost(http.Port);
        }
        else
        {
            IPAddress address = PortProbe.AddressOf(http.Address);
            kestrel.Listen(address, http.Port);
        }
    }
}
