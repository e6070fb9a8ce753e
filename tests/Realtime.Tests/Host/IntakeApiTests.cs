using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Realtime.Domain;

namespace Realtime.Tests.Host;

/// <summary>Documents by HTTP: only with the token, whole, and never answered before they are safe.</summary>
public sealed class IntakeApiTests
{
    private const string Token = "a-token-of-length-20";

    [Fact]
    public async Task Without_a_token_in_the_settings_there_is_no_such_address()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(web, Token, "{}")).StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    [InlineData("")]
    public async Task A_stranger_stores_nothing(string? token)
    {
        await using WebHarness web = await WebHarness.StartAsync(("Intake:Token", Token));
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(web, token, "{}")).StatusCode);
        Assert.Empty(web.Inbox.Stored);
    }

    [Fact]
    public async Task A_document_is_stored_under_its_format_and_key()
    {
        await using WebHarness web = await WebHarness.StartAsync(("Intake:Token", Token));
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(web, Token, """{"id": "a"}""", "?key=a")).StatusCode);
        (string format, string? key, byte[] document) = Assert.Single(web.Inbox.Stored);
        Assert.Equal(("ngsi", "a", """{"id": "a"}"""), (format, key, Encoding.UTF8.GetString(document)));
    }

    [Fact]
    public async Task What_cannot_be_stored_is_not_accepted()
    {
        await using WebHarness web = await WebHarness.StartAsync(("Intake:Token", Token));
        web.Inbox.Failure = "the broker is away";
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PostAsync(web, Token, "{}")).StatusCode);
    }

    [Theory]
    [InlineData(0, HttpStatusCode.Accepted)]
    [InlineData(1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_document_has_at_most_so_many_bytes(int beyond, HttpStatusCode expected)
    {
        await using WebHarness web = await WebHarness.StartAsync(("Intake:Token", Token));
        Assert.Equal(expected, (await PostAsync(web, Token, new string('x', Limits.DocumentBytesMax + beyond))).StatusCode);
    }

    private static Task<HttpResponseMessage> PostAsync(WebHarness web, string? token, string body, string query = "")
    {
        HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/intake/ngsi" + query) { Content = new StringContent(body) };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return web.Client.SendAsync(request);
    }
}
