using System.Net;
using Realtime.Actors.City;
using Realtime.Domain;

namespace Realtime.Tests.Host;

public class PageTests
{
    [Fact]
    public async Task An_empty_city_says_that_it_is_empty()
    {
        await using WebHarness web = await WebHarness.StartAsync();

        string page = await web.Client.GetStringAsync("/");

        Assert.Contains("No open alerts.", page, StringComparison.Ordinal);
        Assert.Contains("No thing has reported yet.", page, StringComparison.Ordinal);
        Assert.Contains("No channel has sent a heartbeat yet.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alerts_come_with_level_place_time_of_the_municipality_reason_and_button()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        AlertView alert = web.City.AddAlert(web.City.AddThing(ThingKind.Sensor, "lk-hanwella", "Hanwella", 4), 4, "The river stands at 10.95 m.", evidence: "10.95 m >= 10.00 m");

        string page = await web.Client.GetStringAsync("/");

        Assert.Contains("Level 4", page, StringComparison.Ordinal);
        Assert.Contains("The river stands at 10.95 m.", page, StringComparison.Ordinal);
        Assert.Contains("10.95 m &gt;= 10.00 m", page, StringComparison.Ordinal);
        Assert.Contains("28 Nov 2025 04:34", page, StringComparison.Ordinal);
        Assert.Contains($"action=\"/alerts/{alert.AlertId}/ack\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_is_said_on_every_page_and_zones_are_named()
    {
        await using WebHarness replay = await WebHarness.StartAsync(("Replay:Enabled", "true"));
        await using WebHarness live = await WebHarness.StartAsync();
        AlertView alert = replay.City.AddAlert(replay.City.AddThing(ThingKind.Sensor, "a", "A"), 3, "water rises", state: AlertState.Notified);

        string page = await replay.Client.GetStringAsync("/");

        Assert.Contains("these are not real warnings", page, StringComparison.Ordinal);
        Assert.Contains("these are not real warnings", await replay.Client.GetStringAsync("/alerts/" + alert.AlertId), StringComparison.Ordinal);
        Assert.DoesNotContain("these are not real warnings", await live.Client.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Contains("times ending in Z are UTC", page, StringComparison.Ordinal);
        Assert.Contains(">logged<", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_a_sender_writes_becomes_markup()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        web.City.AddAlert(web.City.AddThing(ThingKind.Sensor, "x", "<script>alert(1)</script>", detail: "\"'<img src=x>"), 2, "<b>text</b>");

        string page = await web.Client.GetStringAsync("/?text=%22%3E%3Cscript%3E");

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>text", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\"><script>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_partitions_and_silence_are_said_and_never_look_like_an_all_clear()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        web.City.PartitionsAnswered = 7;
        Assert.Contains("7 of 8 partitions answered", await web.Client.GetStringAsync("/live"), StringComparison.Ordinal);
        web.City.PartitionsAnswered = 0;
        Assert.Contains("The node is starting", await web.Client.GetStringAsync("/live"), StringComparison.Ordinal);
        web.City.Silent = true;
        string silent = await web.Client.GetStringAsync("/live");
        Assert.Contains("do not answer", silent, StringComparison.Ordinal);
        Assert.DoesNotContain("No open alerts", silent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_needs_nothing_from_elsewhere_and_says_so_to_the_browser()
    {
        await using WebHarness web = await WebHarness.StartAsync();

        using HttpResponseMessage answer = await web.Client.GetAsync("/");
        string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        string page = await answer.Content.ReadAsStringAsync();

        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.Contains("http-equiv=\"refresh\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_one_alert_tells_its_history_and_an_unknown_one_is_404()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        AlertView alert = web.City.AddAlert(web.City.AddThing(ThingKind.Shelter, "s", "公民館"), 1, "避難者が増えています", Rules.ShelterNearlyFull, drill: true);

        Assert.Contains("避難者が増えています", await web.Client.GetStringAsync("/alerts/" + alert.AlertId), StringComparison.Ordinal);
        using HttpResponseMessage missing = await web.Client.GetAsync("/alerts/none");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Contains("<html", await missing.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
