using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Realtime.Actors.City;
using Realtime.Cluster.Access;
using Realtime.Cluster.Audit;
using Realtime.Domain;
using Realtime.Tests.Host;
using Realtime.Tests.Support;

namespace Realtime.Tests.Access;

/// <summary>What is seen of a city: one's own, what is shared, what is public; and that looking at a household leaves a line.</summary>
public sealed class SightTests
{
    [Fact]
    public async Task Lists_and_counts_hold_only_what_the_caller_sees()
    {
        await using WebHarness web = await WebHarness.StartAsync(Callers.Settings);
        web.City.AddThing(ThingKind.Sensor, "r1", "River");
        web.City.AddThing(ThingKind.Household, "h1", "A-203");

        Assert.Equal((1, 1), await CountAsync(web, "viewer"));
        Assert.Equal((2, 2), await CountAsync(web, "operator"));
        Assert.Equal((0, 0), await CountAsync(web, "stranger"));
        Assert.Equal((2, 2), await CountAsync(web, "platform"));
    }

    [Theory]
    [InlineData("Access:Shared:LK", "XX,YY")]
    [InlineData("Access:Shared:LK:0", "*")]
    public async Task What_is_shared_is_seen_by_the_other_municipality_but_not_commanded_and_never_a_household(string key, string value)
    {
        await using WebHarness web = await WebHarness.StartAsync([.. Callers.Settings, (key, value)]);
        AlertView river = web.City.AddAlert(web.City.AddThing(ThingKind.Sensor, "r1", "River"), 3, "water rises");
        web.City.AddThing(ThingKind.Household, "h1", "A-203");

        Assert.Equal((1, 1), await CountAsync(web, "stranger"));
        Assert.Equal(HttpStatusCode.OK, (await web.GetAsync($"/api/v1/alerts/{river.AlertId}", "stranger")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await web.GetAsync("/api/v1/things/household/h1", "stranger")).StatusCode);
        using HttpRequestMessage act = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/alerts/{river.AlertId}/ack").As("stranger");
        Assert.Equal(HttpStatusCode.Forbidden, (await web.Client.SendAsync(act)).StatusCode);
        Assert.Empty(web.City.Acknowledged);
    }

    [Fact]
    public async Task What_is_public_needs_no_login_and_nothing_else_is_shown()
    {
        await using WebHarness web = await WebHarness.StartAsync([.. Callers.Settings, ("Access:Public", "shelter, vehicle/plough")]);
        web.City.AddThing(ThingKind.Shelter, "s1", "School");
        web.City.AddThing(ThingKind.Sensor, "r1", "River");
        web.City.Things.Add(web.City.AddThing(ThingKind.Vehicle, "p0", "Bus") with { Key = new ThingKey(ThingKind.Vehicle, "p1"), Type = "plough" });

        Assert.Equal(HttpStatusCode.OK, (await web.GetAsync("/api/v1/things/shelter/s1", "nobody")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await web.GetAsync("/api/v1/things/vehicle/p1", "nobody")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await web.GetAsync("/api/v1/things/vehicle/p0", "nobody")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await web.GetAsync("/api/v1/things/sensor/r1", "nobody")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await web.GetAsync("/api/v1/alerts", "nobody")).StatusCode);
    }

    [Fact]
    public async Task Every_read_of_a_household_leaves_a_line_and_the_live_page_one_per_quarter_of_an_hour()
    {
        await using WebHarness web = await WebHarness.StartAsync(Callers.Settings);
        web.City.AddThing(ThingKind.Household, "h1", "A-203");
        web.City.AddThing(ThingKind.Sensor, "r1", "River");

        await web.GetAsync("/api/v1/things/sensor/r1", "operator");
        Assert.Empty(web.Audit.Entries);
        await web.GetAsync("/api/v1/things/household/h1", "operator");
        await web.GetAsync("/api/v1/city", "operator");
        Assert.All(web.Audit.Entries, entry => Assert.Equal(("operator", AuditEntry.ReadHousehold, "household/h1"), (entry.Who, entry.What, entry.Things.Single())));
        Assert.Equal(2, web.Audit.Entries.Count);
        await web.GetAsync("/live", "operator");
        await web.GetAsync("/live", "operator");
        await web.GetAsync("/live", "admin");
        Assert.Equal(4, web.Audit.Entries.Count);
    }

    [Fact]
    public async Task Acts_refusals_and_wrong_keys_leave_a_line_without_the_key()
    {
        await using WebHarness web = await WebHarness.StartAsync(Callers.Settings);
        AlertView river = web.City.AddAlert(web.City.AddThing(ThingKind.Sensor, "r1", "River"), 3, "water rises");

        using HttpRequestMessage act = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/alerts/{river.AlertId}/ack") { Content = new StringContent("""{"by":"duty"}""", Encoding.UTF8, "application/json") }.As("operator");
        await web.Client.SendAsync(act);
        await web.GetAsync("/api/v1/city", "sender");
        await web.GetAsync("/api/v1/city", "thief");

        Assert.Equal([AuditEntry.Act, AuditEntry.Act, AuditEntry.Denied, AuditEntry.LoginRefused], web.Audit.Entries.Select(entry => entry.What));
        Assert.Matches($"id={river.AlertId}: care, asked (.+)$", web.Audit.Entries[0].Detail);
        Assert.Matches($"id={river.AlertId}: care, status 200 {web.Audit.Entries[0].Detail.Split(' ')[^1]}$", web.Audit.Entries[1].Detail);
        Assert.Equal("duty (operator)", Assert.Single(web.City.Acknowledged).By);
        Assert.DoesNotContain(Callers.KeyOf("thief"), JsonSerializer.Serialize(web.Audit.Entries), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_recorded_is_not_shown()
    {
        await using WebHarness web = await WebHarness.StartAsync(Callers.Settings);
        web.City.AddThing(ThingKind.Household, "h1", "A-203");
        web.Audit.Full = true;

        using HttpResponseMessage answer = await web.GetAsync("/api/v1/things/household/h1", "operator");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.DoesNotContain("A-203", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_act_that_cannot_be_recorded_is_not_done()
    {
        await using WebHarness web = await WebHarness.StartAsync(Callers.Settings);
        AlertView river = web.City.AddAlert(web.City.AddThing(ThingKind.Sensor, "r1", "River"), 3, "water rises");
        web.Audit.Full = true;

        using HttpResponseMessage answer = await web.Client.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/api/v1/alerts/{river.AlertId}/ack").As("operator"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Empty(web.City.Acknowledged);
    }

    [Fact]
    public async Task A_caller_who_goes_away_in_the_middle_of_an_act_leaves_a_line_before_and_one_behind_it()
    {
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using WebHarness web = await WebHarness.StartAsync(
            routes => routes.MapPost("/slow", async (HttpContext http) =>
            {
                begun.SetResult();
                TaskCompletionSource never = new();
                await never.Task.WaitAsync(http.RequestAborted);
            }).Needs(Policies.Operate),
            Callers.Settings);
        using CancellationTokenSource gone = new();

        Task<HttpResponseMessage> act = web.Client.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/slow").As("operator"), gone.Token);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => act);

        await Eventually.TrueAsync("both lines are there", () => web.Audit.Entries.Count == 2, TimeSpan.FromSeconds(30));
        Assert.Contains("operate, asked ", web.Audit.Entries[0].Detail, StringComparison.Ordinal);
        Assert.Contains("operate, broken off ", web.Audit.Entries[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_asks_too_often_and_an_address_that_guesses_hear_too_many()
    {
        await using WebHarness web = await WebHarness.StartAsync([.. Callers.Settings, ("Access:RequestsPerMinute", "12")]);
        HttpStatusCode[] answers = await ManyAsync(web, "viewer", 14);
        Assert.Equal(12, answers.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
        Assert.Equal(HttpStatusCode.OK, (await web.GetAsync("/api/v1/city", "operator")).StatusCode);

        await using WebHarness other = await WebHarness.StartAsync(Callers.Settings);
        HttpStatusCode[] guesses = await ManyAsync(other, "thief", 40);
        Assert.Equal(HttpStatusCode.Unauthorized, guesses[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, guesses[^1]);
        Assert.Equal(30, other.Audit.Entries.Count);
    }

    [Fact]
    public async Task A_browser_is_asked_for_the_key_and_a_key_as_password_is_taken()
    {
        await using WebHarness web = await WebHarness.StartAsync(Callers.Settings);
        using HttpRequestMessage visit = new(HttpMethod.Get, "/") { Headers = { { "Accept", "text/html" } } };
        using HttpResponseMessage asked = await web.Client.SendAsync(visit);
        Assert.Equal("Basic", Assert.Single(asked.Headers.WwwAuthenticate).Scheme);

        string pair = Convert.ToBase64String(Encoding.UTF8.GetBytes("anything:" + Callers.KeyOf("viewer")));
        using HttpRequestMessage again = new(HttpMethod.Get, "/") { Headers = { { "Authorization", "Basic " + pair } } };
        Assert.Equal(HttpStatusCode.OK, (await web.Client.SendAsync(again)).StatusCode);
        using HttpRequestMessage header = new(HttpMethod.Get, "/") { Headers = { { "X-Api-Key", Callers.KeyOf("viewer") } } };
        Assert.Equal(HttpStatusCode.OK, (await web.Client.SendAsync(header)).StatusCode);
    }

    private static async Task<HttpStatusCode[]> ManyAsync(WebHarness web, string name, int times)
    {
        List<HttpStatusCode> answers = [];
        for (int i = 0; i < times; i++)
        {
            answers.Add((await web.GetAsync("/api/v1/city", name)).StatusCode);
        }

        return [.. answers];
    }

    private static async Task<(int Things, long Counted)> CountAsync(WebHarness web, string name)
    {
        using HttpResponseMessage answer = await web.GetAsync("/api/v1/city", name);
        JsonElement city = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (city.GetProperty("things").GetArrayLength(), city.GetProperty("counts").EnumerateArray().Sum(count => count.GetProperty("count").GetInt64()));
    }
}
