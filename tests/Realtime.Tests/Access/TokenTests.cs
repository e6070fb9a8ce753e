using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using Realtime.Actors.City;
using Realtime.Cluster.Audit;
using Realtime.Domain;
using Realtime.Tests.Host;

namespace Realtime.Tests.Access;

/// <summary>Tokens of an OpenID Connect issuer, fetched and checked as in service.</summary>
public sealed class TokenTests
{
    private static readonly string[] Operator = ["offline_access", "realtime-viewer", "realtime-operator"];
    private static readonly string[] Own = ["LK"];

    [Fact]
    public async Task A_token_says_who_somebody_is_what_they_may_do_and_what_they_see()
    {
        await using TestIssuer issuer = await TestIssuer.StartAsync();
        await using WebHarness web = await StartAsync(issuer);
        web.City.AddThing(ThingKind.Household, "h1", "A-203");

        Assert.Equal(HttpStatusCode.OK, await AskAsync(web, "/api/v1/things/household/h1", issuer.Token(Operator, Own)));
        Assert.Equal($"u-1 of {issuer.Address}", Assert.Single(web.Audit.Entries).Who); // A name that people choose could be somebody else's.
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(web, "/api/v1/things/household/h1", issuer.Token(Operator, ["XX"])));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(web, "/api/v1/pending", issuer.Token(Operator, Own)));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(web, "/api/v1/pending", issuer.Token(Operator, ["*"])));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(web, "/api/v1/city", null));
    }

    [Fact]
    public async Task A_token_that_is_not_for_us_not_from_them_too_old_or_without_a_role_of_ours_is_refused()
    {
        await using TestIssuer issuer = await TestIssuer.StartAsync();
        await using WebHarness web = await StartAsync(issuer);
        using RSA other = RSA.Create(2048);
        byte[] secret = Encoding.UTF8.GetBytes("a shared secret that is long enough for it");
        string good = issuer.Token(Operator, Own);
        string[] wrong =
        [
            issuer.Token(Operator, Own, audience: "another-program"),
            issuer.Token(Operator, Own, issuer: "http://127.0.0.1:1"),
            issuer.Token(Operator, Own, expires: DateTime.UtcNow.AddMinutes(-10)),
            issuer.Token(Operator, Own, key: new RsaSecurityKey(other) { KeyId = "one" }),
            issuer.Token(Operator, Own, key: new SymmetricSecurityKey(secret) { KeyId = "one" }, algorithm: SecurityAlgorithms.HmacSha256),
            issuer.Token(["admin", "operator"], Own),
            issuer.Token(["realtime-sender"], Own),
            issuer.Token(["realtime-monitor,family"], Own), // As a sum of numbers that would be the viewer.
            issuer.Token(["realtime-family, realtime-viewer"], Own),
            issuer.Token(["realtime-3"], Own),
            good[..(good.LastIndexOf('.') + 1)],
            Base64UrlEncoder.Encode("""{"alg":"none"}""") + good[good.IndexOf('.', StringComparison.Ordinal)..(good.LastIndexOf('.') + 1)],
        ];

        Assert.Equal(HttpStatusCode.OK, await AskAsync(web, "/api/v1/city", good));
        Assert.All(wrong, token => Assert.Equal(HttpStatusCode.Unauthorized, AskAsync(web, "/api/v1/city", token).GetAwaiter().GetResult()));
        Assert.Contains(web.Audit.Entries, entry => entry.What == AuditEntry.LoginRefused);
    }

    [Fact]
    public async Task A_list_of_roles_is_the_one_that_may_do_most_and_never_more_than_that()
    {
        await using TestIssuer issuer = await TestIssuer.StartAsync();
        await using WebHarness web = await StartAsync(issuer);
        AlertView river = web.City.AddAlert(web.City.AddThing(ThingKind.Sensor, "r1", "River"), 3, "water rises");
        string path = $"/api/v1/alerts/{river.AlertId}/comment";

        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(web, path, issuer.Token(["realtime-family", "realtime-viewer"], ["*"]), HttpMethod.Post));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(web, path, issuer.Token(["realtime-viewer", "realtime-family,viewer", "realtime-3"], ["*"]), HttpMethod.Post));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(web, path, issuer.Token(["realtime-viewer", "realtime-operator"], ["*"]), HttpMethod.Post));
    }

    private static Task<WebHarness> StartAsync(TestIssuer issuer) => WebHarness.StartAsync(("Access:Authority", issuer.Address), ("Access:Audience", TestIssuer.Audience));

    private static async Task<HttpStatusCode> AskAsync(WebHarness web, string path, string? token, HttpMethod? method = null)
    {
        using HttpRequestMessage request = new(method ?? HttpMethod.Get, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage answer = await web.Client.SendAsync(request);
        return answer.StatusCode;
    }
}
