using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Realtime.Domain;
using Realtime.Tests.Host;

namespace Realtime.Tests.Api;

/// <summary>Thresholds, contacts and absences through the API: checked like a record, sent as a record, and the caller sees when they are in force.</summary>
public sealed class RegistryApiTests
{
    private static readonly ThingKey Gauge = new(ThingKind.Sensor, "g1");
    private static readonly ThingKey Home = new(ThingKind.Household, "h1");

    [Fact]
    public async Task Thresholds_and_contacts_are_merged_into_the_record_and_in_force_when_the_thing_has_them()
    {
        await using WebHarness web = await StartAsync();
        web.City.Registrations[Gauge] = new Registration { Key = Gauge, Municipality = "LK", Name = "Old bridge", SilenceLimit = TimeSpan.FromMinutes(40) };

        using HttpResponseMessage answer = await SendAsync(web, HttpMethod.Patch, "/api/v1/registry/sensor/g1",
            """{"thresholds":{"dead_band":0.1,"stages":[{"level":2,"value":7.0,"name":"ALERT"}]},"contacts":[{"name":"warden","mail":"warden@city.example"}]}""");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Registration written = Assert.Single(web.Registry.Written);
        Assert.Equal(("Old bridge", TimeSpan.FromMinutes(40), 7.0), (written.Name, written.SilenceLimit, written.Thresholds!.Stages.Single().Value));
        Assert.Equal("warden@city.example", Assert.Single(written.Contacts).Mail);
        using HttpResponseMessage read = await web.Client.GetAsync("/api/v1/registry/sensor/g1");
        Assert.Equal(answer.Headers.ETag, read.Headers.ETag);
        Assert.Contains("7", (await read.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("thresholds").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_in_force_yet_is_accepted_and_named_by_its_revision()
    {
        await using WebHarness web = await StartAsync();
        web.City.Registrations[Gauge] = new Registration { Key = Gauge };
        web.Registry.Slow = true;

        using HttpResponseMessage answer = await SendAsync(web, HttpMethod.Patch, "/api/v1/registry/sensor/g1", """{"name":"New bridge"}""");

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.NotNull(answer.Headers.ETag);
        Assert.NotEqual(answer.Headers.ETag, (await web.Client.GetAsync("/api/v1/registry/sensor/g1")).Headers.ETag);
    }

    [Theory]
    [InlineData("""{"thresholds":{"stages":[{"level":2,"value":7.0}]}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"thresholds":{"dead_band":0.1,"stages":[{"level":9,"value":7.0}]}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"contacts":[{"name":"x"}]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"id":"g2"}""", HttpStatusCode.BadRequest)]
    [InlineData("""[]""", HttpStatusCode.BadRequest)]
    [InlineData("""{""", HttpStatusCode.BadRequest)]
    public async Task What_the_registry_would_refuse_is_refused_before_it_is_sent(string body, HttpStatusCode expected)
    {
        await using WebHarness web = await StartAsync();
        web.City.Registrations[Gauge] = new Registration { Key = Gauge };

        Assert.Equal(expected, (await SendAsync(web, HttpMethod.Patch, "/api/v1/registry/sensor/g1", body)).StatusCode);
        Assert.Empty(web.Registry.Written);
    }

    [Fact]
    public async Task Who_has_read_an_older_revision_overwrites_nothing()
    {
        await using WebHarness web = await StartAsync();
        web.City.Registrations[Gauge] = new Registration { Key = Gauge };

        using HttpResponseMessage answer = await SendAsync(web, HttpMethod.Patch, "/api/v1/registry/sensor/g1", """{"name":"a"}""", "\"00000000000000000000000000000000\"");

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
        Assert.Empty(web.Registry.Written);
    }

    [Fact]
    public async Task An_absence_is_added_and_needs_an_end()
    {
        await using WebHarness web = await StartAsync();
        Absence before = new(new DateTimeOffset(2026, 5, 1, 9, 0, 0, TimeSpan.FromHours(9)), new DateTimeOffset(2026, 5, 2, 9, 0, 0, TimeSpan.FromHours(9)), "daughter");
        web.City.Registrations[Home] = new Registration { Key = Home, Household = new HouseholdSettings { Absences = [before], LearnRhythm = true } };

        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(web, HttpMethod.Post, "/api/v1/registry/household/h1/absences", """{"from":"2026-08-10T09:00:00+09:00"}""")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(web, HttpMethod.Post, "/api/v1/registry/household/h1/absences", """{"until":"2099-08-17T18:00:00+09:00"}""")).StatusCode);
        HouseholdSettings written = Assert.Single(web.Registry.Written).Household!;
        Assert.True(written.LearnRhythm);
        Assert.Equal([before.By, "console"], written.Absences.Select(absence => absence.By));
    }

    [Fact]
    public async Task A_broker_that_takes_nothing_is_503()
    {
        await using WebHarness web = await StartAsync();
        web.City.Registrations[Gauge] = new Registration { Key = Gauge };
        web.Registry.Failure = "the broker is away";
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await SendAsync(web, HttpMethod.Patch, "/api/v1/registry/sensor/g1", """{"name":"a"}""")).StatusCode);
    }

    private static Task<WebHarness> StartAsync() => WebHarness.StartAsync();

    private static Task<HttpResponseMessage> SendAsync(WebHarness web, HttpMethod method, string path, string body, string? match = null)
    {
        HttpRequestMessage request = new(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (match is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", match);
        }

        return web.Client.SendAsync(request);
    }
}
