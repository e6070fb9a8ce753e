using System.Net;
using Realtime.Cluster.Health;
using Realtime.Cluster.Membership;
using Realtime.Cluster.Settings;

namespace Realtime.Tests.Host;

public class HealthTests
{
    [Fact]
    public async Task Ready_only_when_every_partition_and_the_journal_answer()
    {
        await using WebHarness web = await WebHarness.StartAsync(("Http:AnswerSeconds", "0.3"));
        await ExpectAsync(web, HttpStatusCode.OK, "\"ready\":true");
        web.City.PartitionsAnswered = 5;
        await ExpectAsync(web, HttpStatusCode.ServiceUnavailable, "5 of 8 partitions are active.");
        web.City.PartitionsAnswered = 8;
        web.Journal.Fault = "The journal cannot be reached (disk gone).";
        await ExpectAsync(web, HttpStatusCode.ServiceUnavailable, "disk gone");
        web.Journal.Fault = "";
        web.City.Silent = true;
        await ExpectAsync(web, HttpStatusCode.ServiceUnavailable, "No answer within 0.3 s.");
    }

    [Fact]
    public async Task Not_ready_while_a_member_does_not_answer_or_this_node_is_no_member()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        MemberView self = TestMembers.Node(1) with { Self = true };
        web.Members.Members = [self, TestMembers.Node(2), TestMembers.Node(3)];
        await ExpectAsync(web, HttpStatusCode.OK, "\"ready\":true");
        web.Members.Members = [self, TestMembers.Node(2) with { Reachable = false }, TestMembers.Node(3)];
        await ExpectAsync(web, HttpStatusCode.ServiceUnavailable, "1 of 3 members do not answer: akka.tcp://realtime@10.0.0.2:5055.");
        web.Members.Members = [self with { Status = "leaving" }, TestMembers.Node(2)];
        await ExpectAsync(web, HttpStatusCode.ServiceUnavailable, "This node is not a full member of the cluster.");
        Assert.Contains("\"address\":\"akka.tcp://realtime@10.0.0.2:5055\"", await web.Client.GetStringAsync("/api/v1/cluster"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alive_as_long_as_the_process_answers_whatever_the_owners_do()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        web.City.Silent = true;

        Assert.Equal("live\n", await web.Client.GetStringAsync("/healthz/live"));
    }

    /// <summary>What <c>--health</c> asks, by a name the node answers to.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("city.example,node1")]
    public async Task A_program_beside_the_node_can_ask_whether_it_lives(string names)
    {
        (string, string)[] settings = [("Http:AllowedHosts", names), .. Access.Callers.Settings];
        int port;
        await using (WebHarness web = await WebHarness.StartAsync(settings))
        {
            port = web.Address.Port;
            Assert.True(await HealthQuestion.AskAsync(Http(port, names)));
        }

        Assert.False(await HealthQuestion.AskAsync(Http(port, names)));
    }

    private static HttpSettings Http(int port, string names) =>
        HttpSettings.Read(new SettingReader([new SettingsLayer("test", new Dictionary<string, string> { ["Http:Port"] = $"{port}", ["Http:AllowedHosts"] = names })]));

    [Fact]
    public async Task Metrics_are_served_in_the_text_format()
    {
        await using WebHarness web = await WebHarness.StartAsync();

        using HttpResponseMessage answer = await web.Client.GetAsync("/metrics");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("# TYPE process_start_time_seconds gauge", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task ExpectAsync(WebHarness web, HttpStatusCode status, string text)
    {
        using HttpResponseMessage answer = await web.Client.GetAsync("/healthz/ready");
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(text, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
