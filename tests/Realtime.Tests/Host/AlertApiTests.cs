using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Realtime.Actors.City;
using Realtime.Cluster.Page;
using Realtime.Domain;

namespace Realtime.Tests.Host;

public class AlertApiTests
{
    [Fact]
    public async Task Closed_alerts_are_listed_only_when_asked_for()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        ThingView thing = web.City.AddThing(ThingKind.Sensor, "a", "A");
        web.City.AddAlert(thing, 3, "open one");
        web.City.AddAlert(thing, 0, "closed one", state: AlertState.Resolved);

        using JsonDocument open = JsonDocument.Parse(await web.Client.GetStringAsync("/api/v1/alerts"));
        using JsonDocument all = JsonDocument.Parse(await web.Client.GetStringAsync("/api/v1/alerts?closed=true"));

        Assert.Equal(1, open.RootElement.GetArrayLength());
        Assert.Equal(2, all.RootElement.GetArrayLength());
        Assert.Equal("raised", open.RootElement[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task One_alert_comes_with_its_history()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        AlertView alert = web.City.AddAlert(web.City.AddThing(ThingKind.Sensor, "a", "A"), 3, "water rises");

        using JsonDocument answer = JsonDocument.Parse(await web.Client.GetStringAsync("/api/v1/alerts/" + alert.AlertId));

        Assert.Equal("water rises", answer.RootElement.GetProperty("history")[0].GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("/alerts/{0}/ack")]
    [InlineData("/api/v1/alerts/{0}/ack")]
    public async Task An_acknowledgement_says_who_and_why_and_may_be_repeated(string path)
    {
        await using WebHarness web = await WebHarness.StartAsync();
        AlertView alert = web.City.AddAlert(web.City.AddThing(ThingKind.Sensor, "a", "A"), 3, "water rises");
        string address = string.Format(System.Globalization.CultureInfo.InvariantCulture, path, alert.AlertId);

        string first = await PostAsync(web, address, """{"by":"duty officer","comment":"crew sent"}""", HttpStatusCode.OK);
        string second = await PostAsync(web, address, """{"by":"somebody else"}""", HttpStatusCode.OK);

        Assert.Contains("\"acknowledged\"", first, StringComparison.Ordinal);
        Assert.Contains("\"already-acknowledged\"", second, StringComparison.Ordinal);
        Assert.Equal((alert.AlertId, "duty officer", "crew sent"), Assert.Single(web.City.Acknowledged));
    }

    [Theory]
    [InlineData("/alerts/{0}/close")]
    [InlineData("/api/v1/alerts/{0}/close")]
    public async Task A_person_may_close_what_nobody_can_see_and_nothing_else(string path)
    {
        await using WebHarness web = await WebHarness.StartAsync();
        AlertView seen = web.City.AddAlert(web.City.AddThing(ThingKind.Sensor, "a", "A"), 3, "water rises");
        AlertView unseen = web.City.AddAlert(web.City.AddThing(ThingKind.Sensor, "b", "B"), 3, "gauge lost", state: AlertState.Unobservable);

        string refused = await PostAsync(web, Address(seen), """{"by":"duty officer"}""", HttpStatusCode.Conflict);
        string closed = await PostAsync(web, Address(unseen), """{"by":"duty officer","comment":"seen on the camera"}""", HttpStatusCode.OK);

        Assert.Contains("readings end this alert", refused, StringComparison.Ordinal);
        Assert.Contains("\"closed\"", closed, StringComparison.Ordinal);
        Assert.Contains($"/alerts/{unseen.AlertId}/close", AcknowledgeForm.Close(unseen).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("form", AcknowledgeForm.Close(seen).ToString(), StringComparison.Ordinal);

        string Address(AlertView alert) => string.Format(System.Globalization.CultureInfo.InvariantCulture, path, alert.AlertId);
    }

    [Fact]
    public async Task A_body_is_optional()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        AlertView alert = web.City.AddAlert(web.City.AddThing(ThingKind.Sensor, "a", "A"), 3, "water rises");

        using HttpResponseMessage answer = await web.Client.PostAsync($"/alerts/{alert.AlertId}/ack", null);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("console", Assert.Single(web.City.Acknowledged).By);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"by":7}""")]
    [InlineData("""{"by":"a\nb"}""")]
    [InlineData("""{"by":"\ud800"}""")]
    public async Task A_body_that_makes_no_sense_is_400(string body)
    {
        await using WebHarness web = await WebHarness.StartAsync();
        AlertView alert = web.City.AddAlert(web.City.AddThing(ThingKind.Sensor, "a", "A"), 3, "water rises");

        await PostAsync(web, $"/alerts/{alert.AlertId}/ack", body, HttpStatusCode.BadRequest);

        Assert.Empty(web.City.Acknowledged);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        AlertView alert = web.City.AddAlert(web.City.AddThing(ThingKind.Sensor, "a", "A"), 3, "water rises");
        using StringContent body = new($$"""{"by":"{{new string('x', 20_000)}}"}""", Encoding.UTF8, "application/json");

        using HttpResponseMessage answer = await web.Client.PostAsync($"/alerts/{alert.AlertId}/ack", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(web.City.Acknowledged);
    }

    [Fact]
    public async Task Unknown_is_404_and_silence_is_503()
    {
        await using WebHarness web = await WebHarness.StartAsync(("Http:AnswerSeconds", "0.2"));
        await PostAsync(web, "/alerts/00000000000000000000000000000000/ack", "{}", HttpStatusCode.NotFound);
        web.City.Silent = true;
        await PostAsync(web, "/alerts/00000000000000000000000000000000/ack", "{}", HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_form_of_the_page_itself_acknowledges_and_leads_back_to_the_page()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        AlertView alert = web.City.AddAlert(web.City.AddThing(ThingKind.Sensor, "a", "A"), 3, "water rises");

        using HttpResponseMessage answer = await FormAsync(web, alert.AlertId, ("Origin", web.Address.GetLeftPart(UriPartial.Authority)), ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/", answer.Headers.Location?.ToString());
        Assert.Equal("duty", Assert.Single(web.City.Acknowledged).By);
    }

    [Fact]
    public async Task A_form_that_ends_too_early_is_400()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        AlertView alert = web.City.AddAlert(web.City.AddThing(ThingKind.Sensor, "a", "A"), 3, "water rises");
        using HttpRequestMessage request = new(HttpMethod.Post, $"/alerts/{alert.AlertId}/ack") { Content = new StringContent("--x\r\nContent-Disposition: form-data; name=\"by\"\r\n\r\ndu") };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        using HttpResponseMessage answer = await web.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(web.City.Acknowledged);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("X-Nothing", "1")]
    public async Task Behind_a_gateway_with_another_scheme_the_page_may_still_acknowledge(string header, string value)
    {
        await using WebHarness web = await WebHarness.StartAsync(("Http:PublicUrl", "https://city.example/realtime"));
        AlertView alert = web.City.AddAlert(web.City.AddThing(ThingKind.Sensor, "a", "A"), 3, "water rises");

        using HttpResponseMessage answer = await FormAsync(web, alert.AlertId, ("Origin", "https://city.example"), (header, value));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Single(web.City.Acknowledged);
    }

    [Theory]
    [InlineData("Origin", "https://attacker.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("X-Nothing", "1")]
    public async Task A_form_of_another_site_changes_nothing(string header, string value)
    {
        await using WebHarness web = await WebHarness.StartAsync();
        AlertView alert = web.City.AddAlert(web.City.AddThing(ThingKind.Sensor, "a", "A"), 3, "water rises");

        using HttpResponseMessage answer = await FormAsync(web, alert.AlertId, (header, value));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(web.City.Acknowledged);
    }

    [Fact]
    public async Task A_link_never_acknowledges()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        AlertView alert = web.City.AddAlert(web.City.AddThing(ThingKind.Sensor, "a", "A"), 3, "water rises");

        using HttpResponseMessage answer = await web.Client.GetAsync($"/alerts/{alert.AlertId}/ack");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Empty(web.City.Acknowledged);
    }

    private static async Task<string> PostAsync(WebHarness web, string path, string json, HttpStatusCode expected)
    {
        using StringContent body = new(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await web.Client.PostAsync(path, body);
        Assert.Equal(expected, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<HttpResponseMessage> FormAsync(WebHarness web, string alertId, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"/alerts/{alertId}/ack") { Content = new StringContent("by=duty") };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        foreach ((string name, string value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await web.Client.SendAsync(request);
    }
}
