using System.Net;
using Realtime.Actors.City;
using Realtime.Cluster.Audit;
using Realtime.Domain;
using Realtime.Tests.Access;

namespace Realtime.Tests.Host;

public sealed class ThingPageTests
{
    private static readonly StageThresholds _stages = new([new(2, 2.75, "氾濫注意水位"), new(3, 3.95, "避難判断水位"), new(4, 4.45, "氾濫危険水位"), new(5, 5.2, "計画高水位")], 0.1);

    [Fact]
    public async Task A_station_at_stage_3_shows_value_limits_rule_clock_channel_and_chart()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        AlertView alert = Station(web);

        string page = await web.Client.GetStringAsync("/things/sensor/aya-1");

        Assert.Contains("value 4.02 m; thresholds", page, StringComparison.Ordinal);
        Assert.Contains("避難判断水位", page, StringComparison.Ordinal);
        Assert.Contains("レベル3相当", page, StringComparison.Ordinal);
        Assert.Contains("reached: 4.02", page, StringComparison.Ordinal);
        Assert.Contains("0.43 below it", page, StringComparison.Ordinal);
        Assert.Contains(System.Net.WebUtility.HtmlEncode(RuleBook.Of(Rules.Stage).Title), page, StringComparison.Ordinal);
        Assert.Contains("Complete up to", page, StringComparison.Ordinal);
        Assert.Contains("class=\"series\" d=\"M", page, StringComparison.Ordinal);
        Assert.Contains("highest 4.02 m", page, StringComparison.Ordinal);
        Assert.Contains($"action=\"/alerts/{alert.AlertId}/comment?back=alert\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("レベル5", page, StringComparison.Ordinal);
        Assert.Equal(0, web.City.ListsAsked);
    }

    [Fact]
    public async Task A_store_that_is_away_is_said_and_the_state_still_stands()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        Station(web);
        web.Series.Away = true;

        string page = await web.Client.GetStringAsync("/things/sensor/aya-1");

        Assert.Contains("The time-series store does not answer.", page, StringComparison.Ordinal);
        Assert.Contains("value 4.02 m; thresholds", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_names_stay_text_also_in_the_chart_and_in_addresses()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        ThingView thing = web.City.AddThing(ThingKind.Sensor, "a\"><script>x</script>/b", "<img src=x onerror=alert(1)>", status: "</script>", detail: "'\"><svg onload=1>");
        web.City.Things[0] = thing = thing with { Type = "river_level", Area = "<b>district</b>" };
        web.City.Registrations[thing.Key] = new Registration { Key = thing.Key, Source = "<i>channel</i>", Thresholds = new StageThresholds([new(2, 1, "\"><script>stage")], 0.1) };
        web.City.AddAlert(thing, 2, "<script>text</script>", evidence: "<script>evidence</script>");
        web.Series.Points.Add(Level(thing.Key, 0, 1.5));

        string city = await web.Client.GetStringAsync("/");
        string address = System.Text.RegularExpressions.Regex.Match(city, "href=\"(/things/sensor/[^\"]+)\"").Groups[1].Value;
        string page = await web.Client.GetStringAsync(System.Net.WebUtility.HtmlDecode(address));

        Assert.Contains("&lt;img src=x", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>x", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>stage", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>text", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg onload", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>channel", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_household_is_shown_in_quarters_of_a_day_and_the_look_is_recorded()
    {
        await using WebHarness web = await WebHarness.StartAsync(Callers.Settings);
        ThingView home = web.City.AddThing(ThingKind.Household, "h1", "A-203");
        web.City.Registrations[home.Key] = new Registration { Key = home.Key, Municipality = "LK", Contacts = [new Contact("Kyoko", "kyo@family.example")] };
        web.Series.Points.Add(new ResultPoint { Measurement = Measurements.Household, Thing = home.Key, Time = TestCity.Start.AddHours(-2), Fields = [new ResultField(Fields.Viewing, 1)] });

        using HttpResponseMessage answer = await web.GetAsync("/things/household/h1", "operator");
        string page = await answer.Content.ReadAsStringAsync();

        Assert.Contains("● used", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg", page, StringComparison.Ordinal);
        Assert.DoesNotContain("kyo@family.example", page, StringComparison.Ordinal);
        Assert.Contains(web.Audit.Entries, entry => entry.What == AuditEntry.ReadHousehold && entry.Who == "operator");
        using HttpResponseMessage viewer = await web.GetAsync("/things/household/h1", "viewer");
        Assert.Equal(HttpStatusCode.NotFound, viewer.StatusCode);
    }

    [Fact]
    public async Task Who_only_looks_gets_no_buttons_and_who_acts_comes_back_to_the_alert()
    {
        await using WebHarness web = await WebHarness.StartAsync(Callers.Settings);
        AlertView alert = Station(web);

        using HttpResponseMessage viewer = await web.GetAsync("/things/sensor/aya-1", "viewer");
        Assert.DoesNotContain("method=\"post\"", await viewer.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using HttpRequestMessage act = new HttpRequestMessage(HttpMethod.Post, $"/alerts/{alert.AlertId}/comment?back=alert")
        {
            Content = new FormUrlEncodedContent([new("by", "duty"), new("comment", "crew sent")]),
        }.As("operator");
        act.Headers.Add("Sec-Fetch-Site", "same-origin");
        using HttpResponseMessage done = await web.Client.SendAsync(act);
        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        Assert.Equal($"/alerts/{alert.AlertId}", done.Headers.Location?.ToString());
        Assert.Equal("crew sent", Assert.Single(web.City.Noted).Comment);
    }

    [Fact]
    public async Task The_live_part_leaves_out_the_drawing_that_the_page_has_and_says_when_it_is_of()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        Station(web);
        web.City.Things[^1] = web.City.Things[^1] with { LastReading = TestCity.Start };
        string page = await web.Client.GetStringAsync("/things/sensor/aya-1?hours=6");
        string address = WebUtility.HtmlDecode(Part("data-live", page));
        string drawing = WebUtility.HtmlDecode(Part("data-kept", page));
        Assert.Contains("As of ", page, StringComparison.Ordinal);
        Assert.Contains("class=\"series\"", page, StringComparison.Ordinal);

        int questions = web.Series.Questions;
        string live = await web.Client.GetStringAsync($"{address}&kept={Uri.EscapeDataString(drawing)}");
        Assert.StartsWith("<section data-part=\"as-of\">", live, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"series\"", live, StringComparison.Ordinal);
        Assert.Contains($"data-kept=\"{drawing}\"></div>", live, StringComparison.Ordinal);
        Assert.Equal(Part("data-news", page), Part("data-news", live));
        Assert.Equal(questions, web.Series.Questions);

        ThingKey key = web.City.Things[^1].Key;
        web.City.Registrations[key] = web.City.Registrations[key] with { Thresholds = new StageThresholds([.. _stages.Stages.Take(3), new(5, 5.3, "計画高水位")], 0.1) };
        live = await web.Client.GetStringAsync($"{address}&kept={Uri.EscapeDataString(drawing)}");
        Assert.Contains("class=\"series\"", live, StringComparison.Ordinal);
        drawing = WebUtility.HtmlDecode(Part("data-kept", live));

        web.City.Things[^1] = web.City.Things[^1] with { LastReading = TestCity.Start.AddMinutes(10), Level = 4 };
        live = await web.Client.GetStringAsync($"{address}&kept={Uri.EscapeDataString(drawing)}");
        string behind = WebUtility.HtmlDecode(Part("data-kept", live));
        Assert.Contains("class=\"series\"", live, StringComparison.Ordinal);
        web.Series.Points.Add(Level(web.City.Things[^1].Key, 10, 4.1));
        string caughtUp = await web.Client.GetStringAsync(address);
        Assert.NotEqual(behind, WebUtility.HtmlDecode(Part("data-kept", caughtUp)));
        Assert.StartsWith(WebUtility.HtmlDecode(Part("data-kept", caughtUp)) + " ", behind, StringComparison.Ordinal);
        Assert.Contains("綾川: Level 4", WebUtility.HtmlDecode(Part("data-news", live)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chart_that_begins_late_says_so_and_what_to_do()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        Station(web);
        web.Series.Points.AddRange(Enumerable.Range(1, 7_000).Select(i => Level(new ThingKey(ThingKind.Sensor, "aya-1"), 0, 3) with { Time = TestCity.Start.AddSeconds(-10 * i - 1) }));

        string day = await web.Client.GetStringAsync("/things/sensor/aya-1?hours=24");
        Assert.Contains("values are missing here", day, StringComparison.Ordinal);
        Assert.Contains("there is more in the store than one chart goes through (5,000 values, or 32 MiB", day, StringComparison.Ordinal);
        Assert.Contains("Choose a shorter window.", day, StringComparison.Ordinal);
        Assert.DoesNotContain("values are missing here", await web.Client.GetStringAsync("/things/sensor/aya-1?hours=6"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alerts_page_renews_what_changed_and_keeps_its_forms_apart()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        AlertView alert = Station(web);
        string page = await web.Client.GetStringAsync($"/alerts/{alert.AlertId}");
        string live = await web.Client.GetStringAsync(WebUtility.HtmlDecode(Part("data-live", page)));

        Assert.DoesNotContain("<html", live, StringComparison.Ordinal);
        Assert.All(["as-of", "head", "act", "why"], part => Assert.Contains($"data-part=\"{part}\"", live, StringComparison.Ordinal));
        Assert.Equal($"綾川: Level 3, {Realtime.Cluster.Page.Levels.State(alert, new Realtime.Cluster.Page.NodeFacts(false, false))}", WebUtility.HtmlDecode(Part("data-news", live)));
        string[] actions = [.. System.Text.RegularExpressions.Regex.Matches(live, "action=\"([^\"]+)\"").Select(match => match.Groups[1].Value)];
        Assert.Equal(2, actions.Distinct().Count());

        // Somebody else takes care of it: the form for that goes, and the one in which somebody types is known again.
        Assert.Equal([$"ack-form-{alert.AlertId}", $"comment-{alert.AlertId}"], Forms(live));
        await web.City.AcknowledgeAsync(alert.AlertId, "somebody else", "", default);
        Assert.Equal([$"comment-{alert.AlertId}"], Forms(await web.Client.GetStringAsync(WebUtility.HtmlDecode(Part("data-live", page)))));
    }

    private static IEnumerable<string> Forms(string page) => System.Text.RegularExpressions.Regex.Matches(page, "<form id=\"([^\"]+)\"").Select(match => match.Groups[1].Value);

    [Fact]
    public async Task A_household_that_stays_on_the_screen_is_recorded_when_it_comes_and_not_every_few_seconds()
    {
        await using WebHarness web = await WebHarness.StartAsync(Callers.Settings);
        ThingView home = web.City.AddThing(ThingKind.Household, "h1", "A-203");
        web.City.Registrations[home.Key] = new Registration { Key = home.Key, Municipality = "LK" };
        for (int i = 0; i < 4; i++)
        {
            using HttpResponseMessage live = await web.GetAsync("/things/household/h1?live=1", "operator");
            Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        }

        Assert.Single(web.Audit.Entries, entry => entry.What == AuditEntry.ReadHousehold);
    }

    private static string Part(string name, string page) => System.Text.RegularExpressions.Regex.Match(page, name + "=\"([^\"]+)\"").Groups[1].Value;

    private static AlertView Station(WebHarness web)
    {
        ThingView river = web.City.AddThing(ThingKind.Sensor, "aya-1", "綾川", level: 3, status: "level 3", detail: "4.02 m") with { Type = "river_level", Fields = [new ResultField(Fields.LevelM, 4.02)] };
        web.City.Things[^1] = river;
        web.City.Registrations[river.Key] = new Registration { Key = river.Key, Municipality = "LK", Source = "gauges", Thresholds = _stages };
        web.City.Channels.Add(new ChannelStatus("gauges", TestCity.Start, TestCity.Start, "open", "every gauge", null));
        for (int minutes = 0; minutes <= 120; minutes += 10)
        {
            web.Series.Points.Add(Level(river.Key, -minutes, 4.02 - minutes / 100.0));
        }

        return web.City.AddAlert(river, 3, "綾川: レベル3相当 (避難判断水位)", evidence: "value 4.02 m; thresholds 2.75, 3.95, 4.45");
    }

    private static ResultPoint Level(ThingKey thing, int minutes, double level) => new()
    {
        Measurement = Measurements.WaterLevel,
        Thing = thing,
        Time = TestCity.Start.AddMinutes(minutes),
        Fields = [new ResultField(Fields.LevelM, level)],
    };
}
