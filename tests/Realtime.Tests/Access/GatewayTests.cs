using System.Net;
using Realtime.Cluster.Settings;
using Realtime.Cluster.Startup;
using Realtime.Tests.Host;

namespace Realtime.Tests.Access;

/// <summary>Whose request it is when a gateway stands between: its word counts only where the settings trust it.</summary>
public sealed class GatewayTests
{
    private static readonly (string, string) Few = ("Access:RequestsPerMinute", "6");
    private static readonly (string, string) Trusted = ("Http:TrustedProxies", "127.0.0.1, 10.20.0.0/16");

    [Fact]
    public async Task Behind_a_trusted_gateway_each_address_without_a_login_has_a_share_of_its_own()
    {
        await using WebHarness web = await WebHarness.StartAsync([.. Callers.Settings, Few, Trusted, ("Access:Public", "shelter")]);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await ManyAsync(web, "203.0.113.1"))[^1]);
        Assert.Equal(HttpStatusCode.OK, (await ManyAsync(web, "203.0.113.2"))[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await ManyAsync(web, "198.51.100.7, 203.0.113.1"))[0]); // What stands before a stranger's address is the stranger's word.
        Assert.Equal(HttpStatusCode.OK, (await ManyAsync(web, "203.0.113.3, 10.20.3.4"))[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await ManyAsync(web, "203.0.113.3, 10.20.9.9"))[^1]); // One caller by two gateways.
    }

    [Fact]
    public async Task Nobody_else_is_believed()
    {
        await using WebHarness web = await WebHarness.StartAsync([.. Callers.Settings, Few, ("Http:TrustedProxies", "192.0.2.1"), ("Access:Public", "shelter")]);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await ManyAsync(web, "203.0.113.1"))[^1]);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await ManyAsync(web, "203.0.113.2"))[0]);
    }

    [Theory]
    [InlineData(true, "203.0.113.9")]
    [InlineData(false, "127.0.0.1")]
    public async Task The_audit_names_the_caller_and_not_the_gateway(bool trusted, string expected)
    {
        await using WebHarness web = await WebHarness.StartAsync(trusted ? [.. Callers.Settings, Trusted] : Callers.Settings);
        await AskAsync(web, "/api/v1/city", "203.0.113.9", "thief");
        Assert.Equal(expected, Assert.Single(web.Audit.Entries).From);
    }

    [Fact]
    public async Task One_address_that_guesses_keys_does_not_lock_the_others_behind_the_gateway_out()
    {
        await using WebHarness web = await WebHarness.StartAsync([.. Callers.Settings, Trusted]);
        HttpStatusCode last = HttpStatusCode.OK;
        for (int i = 0; i < 40; i++)
        {
            last = await AskAsync(web, "/api/v1/city", "203.0.113.1", "thief");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(web, "/api/v1/city", "203.0.113.2", "thief"));
    }

    [Fact]
    public async Task Health_and_metrics_are_answered_however_often_others_ask()
    {
        await using WebHarness web = await WebHarness.StartAsync([.. Callers.Settings, Few, ("Access:OpenMetrics", "true")]);
        foreach (string path in (string[])["/healthz/live", "/healthz/ready", "/metrics"])
        {
            for (int i = 0; i < 20; i++)
            {
                Assert.Equal(HttpStatusCode.OK, (await web.GetAsync(path, "nobody")).StatusCode);
            }
        }
    }

    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("gateway")]
    public void Every_address_and_no_address_are_refused(string value) =>
        Assert.Contains("Http:TrustedProxies", Assert.Throws<StartException>(() => HttpSettings.Read(new SettingReader([new SettingsLayer("test", new Dictionary<string, string> { ["Http:TrustedProxies"] = value })]))).Message, StringComparison.Ordinal);

    private static async Task<HttpStatusCode[]> ManyAsync(WebHarness web, string forwarded)
    {
        List<HttpStatusCode> answers = [];
        for (int i = 0; i < 7; i++)
        {
            answers.Add(await AskAsync(web, "/api/v1/things?kind=shelter", forwarded, "nobody"));
        }

        return [.. answers];
    }

    private static async Task<HttpStatusCode> AskAsync(WebHarness web, string path, string forwarded, string caller)
    {
        using HttpRequestMessage request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-Forwarded-For", forwarded } } }.As(caller);
        using HttpResponseMessage answer = await web.Client.SendAsync(request);
        return answer.StatusCode;
    }
}
