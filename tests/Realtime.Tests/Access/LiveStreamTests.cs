using System.Net;
using System.Net.Http.Headers;
using Realtime.Tests.Host;
using Realtime.Tests.Support;

namespace Realtime.Tests.Access;

/// <summary>Streams of live changes end with what opened them, and one caller cannot take every place.</summary>
public sealed class LiveStreamTests
{
    private const string Path = "/api/v1/events";

    [Fact]
    public async Task A_stream_ends_when_its_token_runs_out()
    {
        await using TestIssuer issuer = await TestIssuer.StartAsync();
        await using WebHarness web = await WebHarness.StartAsync(("Access:Authority", issuer.Address), ("Access:Audience", TestIssuer.Audience));
        web.Live.Endless = true;
        using HttpRequestMessage request = new(HttpMethod.Get, Path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Token(["realtime-operator"], ["LK"], expires: DateTime.UtcNow.AddSeconds(2)));
        using HttpResponseMessage answer = await web.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        // Earlier than the first sign of life after the first one (15 s) only this ends it.
        string all = await answer.Content.ReadAsStringAsync().WaitAsync(TimeSpan.FromSeconds(12));
        Assert.Contains("event: alive", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_has_so_many_streams_and_gets_a_place_back_by_closing_one()
    {
        await using WebHarness web = await WebHarness.StartAsync([.. Callers.Settings, ("Access:StreamsPerCaller", "2")]);
        web.Live.Endless = true;
        HttpResponseMessage first = await OpenAsync(web, "viewer");
        using HttpResponseMessage second = await OpenAsync(web, "viewer");
        using HttpResponseMessage third = await OpenAsync(web, "viewer");
        using HttpResponseMessage other = await OpenAsync(web, "operator");
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.OK], new[] { first, second, third, other }.Select(answer => answer.StatusCode));

        first.Dispose();
        await Eventually.TrueAsync("the place is free again", async () =>
        {
            using HttpResponseMessage again = await OpenAsync(web, "viewer");
            return again.StatusCode == HttpStatusCode.OK;
        });
    }

    private static Task<HttpResponseMessage> OpenAsync(WebHarness web, string caller) =>
        web.Client.SendAsync(new HttpRequestMessage(HttpMethod.Get, Path).As(caller), HttpCompletionOption.ResponseHeadersRead);
}
