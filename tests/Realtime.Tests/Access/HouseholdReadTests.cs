using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Realtime.Actors.City;
using Realtime.Cluster.Audit;
using Realtime.Domain;
using Realtime.Streams.Live;
using Realtime.Tests.Host;

namespace Realtime.Tests.Access;

/// <summary>
/// Every address that can be read, with what it shows of household h1: those that show it leave a line each time, those that renew themselves
/// at the first look, and the others show nothing of it. The families' page and the registrations with people: FamilyPageTests, HouseholdApiTests.
/// </summary>
public sealed class HouseholdReadTests
{
    private const string Reader = "platform";

    /// <summary>Route and an example; {home} is an alert of the household.</summary>
    private static readonly (string Route, string Path)[] s_shown =
    [
        ("/", "/"),
        ("/alerts/{id}", "/alerts/{home}"),
        ("/things/{kind}/{**id}", "/things/household/h1"),
        ("/api/v1/alerts", "/api/v1/alerts"),
        ("/api/v1/alerts/{id}", "/api/v1/alerts/{home}"),
        ("/api/v1/alerts/{id}/why", "/api/v1/alerts/{home}/why"),
        ("/api/v1/city", "/api/v1/city"),
        ("/api/v1/things", "/api/v1/things"),
        ("/api/v1/things/{kind}/{**id}", "/api/v1/things/household/h1"),
        ("/api/v1/areas/{by}/{**code}", "/api/v1/areas/municipality/LK"),
        ("/api/v1/registry/{kind}/{id}", "/api/v1/registry/household/h1"),
        ("/api/v1/messages", "/api/v1/messages"),
        ("/api/v1/messages/{id}", "/api/v1/messages/{message}"),
        ("/api/v1/events", "/api/v1/events"),
        ("/ngsi-ld/v1/entities", "/ngsi-ld/v1/entities?type=WatchOverHousehold"),
        ("/ngsi-ld/v1/entities", "/ngsi-ld/v1/entities?id=urn:ngsi-ld:WatchOverHousehold:h1"),
        ("/ngsi-ld/v1/entities/{entityId}", "/ngsi-ld/v1/entities/urn:ngsi-ld:WatchOverHousehold:h1"),
    ];

    /// <summary>What an open page asks for: the first look has a line although other addresses were read before.</summary>
    private static readonly (string Route, string Path)[] s_renewed =
    [
        ("/live", "/live"),
        ("/alerts/{id}", "/alerts/{home}?live=1"),
        ("/things/{kind}/{**id}", "/things/household/h1?live=1"),
    ];

    private static readonly (string Route, string Path)[] s_others =
    [
        ("/map", "/map"), ("/map/live", "/map/live"), ("/flood", "/flood"), ("/flood/live", "/flood/live"), ("/public/ploughs", "/public/ploughs"), ("/public/congestion", "/public/congestion"),
        ("/api/v1/areas", "/api/v1/areas?by=municipality"), ("/api/v1/pending", "/api/v1/pending"), ("/api/v1/cluster", "/api/v1/cluster"), ("/api/v1/vehicles/positions.pb", "/api/v1/vehicles/positions.pb"),
        ("/healthz/live", "/healthz/live"), ("/healthz/ready", "/healthz/ready"), ("/metrics", "/metrics"), ("/openapi/{documentName}.json", "/openapi/v1.json"),
    ];

    [Fact]
    public async Task Each_address_that_shows_a_household_leaves_a_line_and_no_other_shows_one()
    {
        await using WebHarness web = await WebHarness.StartAsync([.. Callers.Settings, ("Access:RequestsPerMinute", "600")]);
        Func<string, string> fill = Fill(web);
        foreach ((string route, string path) in s_shown)
        {
            await ReadAsync(web, route, fill(path), Reader);
        }

        foreach ((string route, string path) in s_renewed)
        {
            // Somebody who has had the city on the screen before, and whose page of the alert or of the household was never asked for as a whole.
            await ReadAsync(web, route, fill(path), "operator");
            int lines = web.Audit.Entries.Count;
            await TextAsync(web, fill(path), "operator");
            Assert.Equal(lines, web.Audit.Entries.Count);
        }

        int before = web.Audit.Entries.Count;
        foreach ((_, string path) in s_others)
        {
            string text = await TextAsync(web, path, Reader);
            Assert.False(text.Contains("A-203", StringComparison.Ordinal) || text.Contains("household/h1", StringComparison.Ordinal), $"{path} shows the household: {text}");
        }

        Assert.Equal(before, web.Audit.Entries.Count);
    }

    /// <summary>The audit itself names households; that it was read is recorded as an act.</summary>
    [Fact]
    public async Task Every_address_that_can_be_read_is_judged_here()
    {
        await using WebHarness web = await WebHarness.StartAsync(Callers.Settings);
        string[] mapped = [.. web.Endpoints.Cast<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is not { } methods || methods.Contains(HttpMethods.Get))
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/')).Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(s_shown.Concat(s_renewed).Concat(s_others).Select(one => one.Route).Append("/api/v1/audit").Distinct().Order(StringComparer.Ordinal), mapped);
        await TextAsync(web, "/api/v1/audit", Reader);
        Assert.Equal((Reader, AuditEntry.Act), (web.Audit.Entries.Single().Who, web.Audit.Entries.Single().What));
    }

    /// <summary>Shows the household, and one line says who read it where.</summary>
    private static async Task ReadAsync(WebHarness web, string route, string path, string caller)
    {
        int before = web.Audit.Entries.Count;
        string text = await TextAsync(web, path, caller);
        Assert.True(text.Contains("A-203", StringComparison.Ordinal) || text.Contains("h1", StringComparison.Ordinal), $"{path} shows no household: {text}");
        AuditEntry[] fresh = [.. web.Audit.Entries.Skip(before)];
        Assert.True(fresh.Length == 1, $"{path} left {fresh.Length} lines");
        Assert.Equal((caller, AuditEntry.ReadHousehold), (fresh[0].Who, fresh[0].What));
        Assert.Contains("household/h1", fresh[0].Things);
        Assert.StartsWith($"GET {route}", fresh[0].Detail, StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(WebHarness web, string path, string caller)
    {
        using HttpResponseMessage answer = await web.GetAsync(path, caller);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode} {text}");
        return text;
    }

    private static Func<string, string> Fill(WebHarness web)
    {
        ThingView home = web.City.AddThing(ThingKind.Household, "h1", "A-203");
        AlertView alert = web.City.AddAlert(home, 1, "no viewing", Rules.NoViewing);
        web.City.Registrations[home.Key] = new Registration { Key = home.Key, Municipality = "LK" };
        CityMessage message = new(CityMessage.IdOf("to one"), "please call", new MessageScope(Municipality: "LK", Thing: home.Key), false, "duty");
        web.City.Messages.Add(message);
        web.Live.Changes.Add(new LiveAlert(0, 1, new AlertChange
        {
            AlertId = alert.AlertId,
            Thing = home.Key,
            Rule = Rules.NoViewing,
            EpisodeStart = alert.Since,
            Sequence = 0,
            Kind = AlertChangeKind.Raised,
            Time = alert.Since,
            Municipality = "LK",
            Text = "no viewing",
        }));
        return path => path.Replace("{home}", alert.AlertId, StringComparison.Ordinal).Replace("{message}", message.Id, StringComparison.Ordinal);
    }
}
