using System.Net;
using System.Net.Sockets;
using Realtime.Actors.Ports;
using Realtime.Cluster.Family;
using Realtime.Cluster.Settings;

namespace Realtime.Tests.Family;

/// <summary>A webhook leads to the outside: by what is registered, and by what is connected to.</summary>
public sealed class WebhookGuardTests
{
    private static readonly WebhookGuard Closed = new([]);

    [Theory]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.9.9.9", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.0.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.169.254", false)] // Metadata of clouds.
    [InlineData("255.255.255.255", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("ff02::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:93.184.216.34", true)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    public void An_address_is_open_or_closed(string address, bool open) => Assert.Equal(open, Closed.Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://hooks.example/in", true)]
    [InlineData("https://93.184.216.34/in", true)]
    [InlineData("http://hooks.example/in", false)]
    [InlineData("ftp://hooks.example/in", false)]
    [InlineData("https://user@hooks.example/in", false)]
    [InlineData("https://localhost/in", false)]
    [InlineData("https://localhost./in", false)]
    [InlineData("https://a.localhost/in", false)]
    [InlineData("https://grafana/in", false)]
    [InlineData("https://kafka.realtime.svc/in", false)]
    [InlineData("https://[::1]/in", false)]
    [InlineData("https://2130706433/in", false)] // 127.0.0.1 as one number.
    [InlineData("https://0x7f.1/in", false)]
    [InlineData("https://169.254.169.254/latest/meta-data/", false)]
    public void A_registered_address_names_a_host_outside(string address, bool open) => Assert.Equal(open, Closed.Allows(new Uri(address)));

    [Fact]
    public void What_is_meant_to_be_reached_inside_is_a_setting()
    {
        WatchOverSettings settings = WatchOverSettings.Read(
            new SettingReader([new SettingsLayer("test", new Dictionary<string, string> { ["Family:WebhookNetworks"] = "127.0.0.0/8,10.1.0.0/16" })]), JournalProvider.Sqlite, "data");
        WebhookGuard some = new(settings.WebhookNetworks);

        Assert.True(some.Allows(new Uri("http://127.0.0.1:8080/in")));
        Assert.True(some.Allows(new Uri("https://10.1.9.9/in")));
        Assert.False(some.Allows(new Uri("https://10.2.9.9/in")));
        Assert.True(some.Allows(IPAddress.Parse("::ffff:10.1.0.1")));
    }

    [Fact]
    public async Task A_name_that_leads_inside_when_it_is_used_is_refused_before_a_byte_is_sent()
    {
        using TcpListener inside = new(IPAddress.Loopback, 0);
        inside.Start();
        int port = ((IPEndPoint)inside.LocalEndpoint).Port;

        FamilyOutcome outcome = await SendAsync(Closed, $"http://localhost:{port}/in");

        Assert.Equal((NotifyOutcome.Refused, "the webhook leads into a closed network"), (outcome.Outcome, outcome.Reason));
        Assert.False(inside.Pending());
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_an_allowed_address_gets_the_letter()
    {
        using HttpListener hook = new();
        int port = FreePort();
        hook.Prefixes.Add($"http://127.0.0.1:{port}/");
        hook.Start();
        Task<int> served = ServeAsync(hook, HttpStatusCode.OK, HttpStatusCode.Found);
        WebhookGuard some = new([IPNetwork.Parse("127.0.0.0/8")]);

        Assert.Equal(NotifyOutcome.Accepted, (await SendAsync(some, $"http://127.0.0.1:{port}/in")).Outcome);
        Assert.Equal(NotifyOutcome.Refused, (await SendAsync(some, $"http://127.0.0.1:{port}/in")).Outcome);
        Assert.Equal(2, await served);
    }

    private static async Task<FamilyOutcome> SendAsync(WebhookGuard guard, string address)
    {
        using HttpClient client = WebhookWay.NewClient(guard, TimeSpan.FromSeconds(15));
        WrittenFamilyLetter letter = new("letter-1", null, "no-viewing", "subject", "text", "<p>text</p>", "", "h-0042");
        return await new WebhookWay(client).SendAsync(letter, new FamilyContact("Kate", null, address, null, "en"), default);
    }

    private static async Task<int> ServeAsync(HttpListener hook, params HttpStatusCode[] answers)
    {
        foreach (HttpStatusCode answer in answers)
        {
            HttpListenerContext http = await hook.GetContextAsync();
            http.Response.StatusCode = (int)answer;
            http.Response.RedirectLocation = answer == HttpStatusCode.Found ? "http://127.0.0.1:1/elsewhere" : null;
            http.Response.Close();
        }

        return answers.Length;
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
