using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging.Abstractions;
using Realtime.Actors.City;
using Realtime.Cluster.Access;
using Realtime.Cluster.Node;
using Realtime.Cluster.Settings;
using Realtime.Tests.Family;
using Realtime.Tests.House;
using Realtime.Tests.Support;

namespace Realtime.Tests.Access;

/// <summary>
/// The addresses of a node that was really put together, families' ones included: each has a policy, and each is held against every role by
/// <see cref="RouteAccessTests"/> or <see cref="HouseholdApiTests"/>. Whoever adds one without a policy or without those cases is told here.
/// </summary>
public sealed class WholeNodeTests
{
    /// <summary>Addresses that ask for no role because the address itself is the secret; <see cref="FamilyPageTests"/> shows that another one opens nothing.</summary>
    private static readonly string[] Links = ["GET /f/{token}", "HEAD /f/{token}", "POST /f/{token}/check", "POST /f/{token}/away"];

    /// <summary>Addresses that answer anybody; a new one has to be added here on purpose.</summary>
    private static readonly string[] Open = ["GET /healthz/live", "GET /healthz/ready", "GET /openapi/{documentName}.json"];

    [Fact]
    public async Task Every_address_of_a_whole_node_has_a_policy_and_is_held_against_every_role()
    {
        string folder = Directory.CreateTempSubdirectory("realtime-routes-").FullName;
        (string Route, string? Policy)[] routes;
        await using (CityNode node = await StartAsync(folder))
        {
            await Eventually.TrueAsync("its partition runs, so that it can be stopped in order", async () => (await node.City.GetCityAsync(new CityQuery(Take: 0), default)).PartitionsAnswered == 1);
            routes = [.. ((IEndpointRouteBuilder)node.Web).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().SelectMany(RoutesOf)];
        }

        Directory.Delete(folder, recursive: true);
        HashSet<string> tested = [.. RouteTable.Rows.Select(row => row.Route), .. Households(), .. Links];
        Assert.True(routes.Length > 40);
        Findings.None("give it a policy with Needs(...)", routes.Where(route => route.Policy is null).Select(route => route.Route));
        Findings.None("hold it against every role: a row in RouteTable, or for households in HouseholdApiTests", routes.Select(route => route.Route).Where(route => !tested.Contains(route)));
        Findings.None("it would answer anybody: is that meant?", routes.Where(route => route.Policy == Policies.Anyone).Select(route => route.Route).Except(Links).Except(Open).Where(route => !IsPublicInTable(route)));
    }

    /// <summary>A row that says 200 for nobody was written on purpose.</summary>
    private static bool IsPublicInTable(string route) => RouteTable.Rows.Any(row => row.Route == route && row.Policy == Policies.Anyone && row.Expected[0] == StatusCodes.Status200OK);

    private static Task<CityNode> StartAsync(string folder)
    {
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase)
        {
            ["Node:DataDirectory"] = folder,
            ["Http:Port"] = "0",
            ["Replay:Enabled"] = "false",
            ["Kafka:Partitions"] = "1",
            ["Canary:Seconds"] = "0",
        };
        return CityNode.StartAsync(RealtimeSettings.Read(new SettingReader([new SettingsLayer("test", values)])), () => { }, TextWriter.Null, NullLoggerFactory.Instance, TimeProvider.System);
    }

    private static IEnumerable<(string Route, string? Policy)> RoutesOf(RouteEndpoint endpoint)
    {
        IReadOnlyList<string> methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"];
        return methods.Select(method => ($"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}", endpoint.Metadata.GetMetadata<AccessRule>()?.Policy));
    }

    /// <summary>The addresses of the theory about households, as they are mapped.</summary>
    private static IEnumerable<string> Households() =>
        typeof(HouseholdApiTests).GetMethod(nameof(HouseholdApiTests.Every_role_that_may_not_gets_nothing_and_changes_nothing))!.GetCustomAttributesData()
            .Where(data => data.AttributeType == typeof(InlineDataAttribute))
            .Select(data => (IReadOnlyList<CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)
            .Select(values => $"{values[0].Value} {((string)values[1].Value!).Replace("/h-0042", "/{id}", StringComparison.Ordinal)}");
}
