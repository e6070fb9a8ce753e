using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Tests.Host;

public class MessageApiTests
{
    [Fact]
    public async Task A_message_is_taken_once_per_key_and_shown_with_what_the_devices_said()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        object command = new { text = "避難してください", area = "37387 綾川町", kind = "household", by = "当番", drill = false };

        using HttpResponseMessage first = await SendAsync(web, "k1", command);
        using HttpResponseMessage again = await SendAsync(web, "k1", command);
        using HttpResponseMessage other = await SendAsync(web, "k1", new { text = "別の文", kind = "household" });

        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        CityMessage message = Assert.Single(web.City.Messages);
        Assert.Equal(new MessageScope(ThingKind.Household, Area: "37387 綾川町"), message.Scope);
        Assert.Equal($"/api/v1/messages/{message.Id}", first.Headers.Location!.ToString());
        using JsonDocument detail = JsonDocument.Parse(await web.Client.GetStringAsync(first.Headers.Location));
        Assert.Equal(1, detail.RootElement.GetProperty("shown").GetInt32());
        Assert.Equal("shown", detail.RootElement.GetProperty("things")[0].GetProperty("outcome").GetString());
        using JsonDocument list = JsonDocument.Parse(await web.Client.GetStringAsync("/api/v1/messages"));
        Assert.Equal(1, list.RootElement.GetArrayLength());
    }

    [Theory]
    [InlineData("""{"text":"x"}""", "whom it is for")] // Everybody, by mistake.
    [InlineData("""{"text":"x","aera":"y","kind":"household"}""", "aera is not known")] // A slip must not widen it.
    [InlineData("""{"text":"x\ny","kind":"household"}""", "control characters")]
    [InlineData("""{"text":"","kind":"household"}""", "text is required")]
    [InlineData("""{"text":"x","kind":"channel"}""", "kind is sensor")]
    [InlineData("""{"text":"x","thing":"tv-7"}""", "kind/id")]
    [InlineData("""{"text":1}""", "must be a JSON object")]
    [InlineData("""{"text":"x","kind":"household","drill":"yes"}""", "must be a JSON object")]
    [InlineData("[]", "must be a JSON object")]
    public async Task A_command_that_makes_no_sense_is_refused_with_a_sentence(string body, string sentence)
    {
        await using WebHarness web = await WebHarness.StartAsync();
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/messages") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", "k");

        using HttpResponseMessage answer = await web.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(sentence, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(web.City.Messages);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_sent_and_a_city_with_holes_says_try_again()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        using HttpResponseMessage keyless = await web.Client.PostAsJsonAsync("/api/v1/messages", new { text = "x", kind = "household" });
        Assert.Equal(HttpStatusCode.BadRequest, keyless.StatusCode);

        web.City.PartitionsAnswered = 7;
        using HttpResponseMessage holes = await SendAsync(web, "k2", new { text = "x", kind = "household" });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, holes.StatusCode);
        using HttpResponseMessage unknown = await web.Client.GetAsync("/api/v1/messages/none");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Another_site_may_not_send()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/messages") { Content = JsonContent.Create(new { text = "x", kind = "household" }) };
        request.Headers.Add("Idempotency-Key", "k");
        request.Headers.Add("Origin", "https://evil.example");

        using HttpResponseMessage answer = await web.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(web.City.Messages);
    }

    private static async Task<HttpResponseMessage> SendAsync(WebHarness web, string key, object command)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/messages") { Content = JsonContent.Create(command) };
        request.Headers.Add("Idempotency-Key", key);
        return await web.Client.SendAsync(request);
    }
}
