using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Realtime.Domain;
using Realtime.Tests.Access;
using Realtime.Tests.Host;

namespace Realtime.Tests.Api;

/// <summary>Whatever goes wrong is said as problem details with the right status; nothing of the inside is told.</summary>
public sealed class ProblemTests
{
    [Theory]
    [InlineData("GET", "/api/v1/nothing", 404)]
    [InlineData("GET", "/api/v1/things/sensor/unheard-of", 404)]
    [InlineData("DELETE", "/api/v1/alerts", 405)]
    [InlineData("GET", "/api/v1/things?limit=many", 400)]
    [InlineData("GET", "/api/v1/things?after=nonsense", 400)]
    [InlineData("GET", "/api/v1/audit?day=tomorrow", 400)]
    [InlineData("GET", "/api/v1/alerts/00000000000000000000000000000000/why", 404)]
    [InlineData("POST", "/api/v1/alerts/00000000000000000000000000000000/suppress", 404)]
    [InlineData("PATCH", "/api/v1/registry/channel/c", 404)]
    [InlineData("PUT", "/api/v1/registry/sensor/s", 400)]
    public async Task Every_error_is_problem_details(string method, string path, int status)
    {
        await using WebHarness web = await WebHarness.StartAsync();
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        if (method is "POST" or "PATCH")
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        await ExpectAsync(web, request, status);
    }

    [Fact]
    public async Task Silence_and_too_large_bodies_too()
    {
        await using WebHarness web = await WebHarness.StartAsync(("Http:AnswerSeconds", "0.2"));
        using HttpRequestMessage large = new(HttpMethod.Patch, "/api/v1/registry/sensor/s") { Content = new StringContent($$"""{"name":"{{new string('x', 20_000)}}"}""", Encoding.UTF8, "application/json") };
        await ExpectAsync(web, large, 400);
        web.City.Silent = true;
        using HttpRequestMessage silent = new(HttpMethod.Get, "/api/v1/things");
        await ExpectAsync(web, silent, 503);
    }

    [Fact]
    public async Task A_search_pages_by_next_and_shows_each_caller_their_own()
    {
        await using WebHarness web = await WebHarness.StartAsync(Callers.Settings);
        for (int i = 0; i < 5; i++)
        {
            web.City.AddThing(ThingKind.Sensor, $"r{i}", "River");
        }

        web.City.AddThing(ThingKind.Household, "h1", "A-203");
        Assert.Equal(["sensor/r0", "sensor/r1", "sensor/r2", "sensor/r3", "sensor/r4"], await KeysAsync(web, "viewer"));
        Assert.Equal(["household/h1"], await KeysAsync(web, "family"));
        Assert.Empty(await KeysAsync(web, "stranger"));
    }

    private static async Task<List<string>> KeysAsync(WebHarness web, string name)
    {
        List<string> keys = [];
        for (string? path = "/api/v1/things?limit=2"; path is not null;)
        {
            using HttpResponseMessage answer = await web.GetAsync(path, name);
            JsonElement page = await answer.Content.ReadFromJsonAsync<JsonElement>();
            keys.AddRange(page.GetProperty("things").EnumerateArray().Select(thing => thing.GetProperty("key").GetString()!));
            path = page.GetProperty("next").GetString() is { } next ? "/api/v1/things?limit=2&after=" + Uri.EscapeDataString(next) : null;
        }

        return keys;
    }

    private static async Task ExpectAsync(WebHarness web, HttpRequestMessage request, int status)
    {
        using HttpResponseMessage answer = await web.Client.SendAsync(request);
        string body = await answer.Content.ReadAsStringAsync();
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("   at ", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", body, StringComparison.Ordinal);
    }
}
