using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Realtime.Actors.City;
using Realtime.Cluster.Http;
using Realtime.Domain;
using Realtime.Intake.Formats;
using Realtime.Streams.Live;
using Realtime.Tests.Host;
using Realtime.Tests.Intake;

namespace Realtime.Tests.Api;

/// <summary>What other programs read: NGSI-LD, GTFS-Realtime, live changes, and why there is an alert.</summary>
public sealed class ExchangeApiTests
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_gauge_is_a_FloodMonitoring_with_units_times_and_context()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        web.City.Things.Add(Gauge("鴨川/1", 2.31, 3));
        using HttpRequestMessage request = new(HttpMethod.Get, "/ngsi-ld/v1/entities/urn:ngsi-ld:FloodMonitoring:" + Uri.EscapeDataString(Uri.EscapeDataString("鴨川/1"))) { Headers = { { "Accept", "application/ld+json" } } };

        using HttpResponseMessage answer = await web.Client.SendAsync(request);

        Assert.Equal("application/ld+json", answer.Content.Headers.ContentType?.MediaType);
        JsonElement entity = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("FloodMonitoring", entity.GetProperty("type").GetString());
        Assert.Equal(2.31, entity.GetProperty("currentLevel").GetProperty("value").GetDouble());
        Assert.Equal("MTR", entity.GetProperty("currentLevel").GetProperty("unitCode").GetString());
        Assert.Equal("2026-08-10T12:00:00.000Z", entity.GetProperty("currentLevel").GetProperty("observedAt").GetString());
        Assert.Equal([133.75, 34.25], entity.GetProperty("location").GetProperty("value").GetProperty("coordinates").EnumerateArray().Select(number => number.GetDouble()));
        Assert.EndsWith("ngsi-ld-core-context-v1.6.jsonld", entity.GetProperty("@context").EnumerateArray().Last().GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alertLevel>=3", 1)]
    [InlineData("alertLevel==0;municipality==%22LK%22", 2)]
    [InlineData("currentLevel<1.5", 1)]
    [InlineData("status!=%22normal%22", 1)]
    [InlineData("floodLevelStatus==1", 0)]
    public async Task The_subset_of_q_is_answered(string q, int expected)
    {
        await using WebHarness web = await WebHarness.StartAsync();
        web.City.Things.AddRange([Gauge("a", 1.0, 0), Gauge("b", 1.7, 0), Gauge("c", 2.4, 3)]);

        JsonElement list = await web.Client.GetFromJsonAsync<JsonElement>("/ngsi-ld/v1/entities?type=FloodMonitoring&options=keyValues&q=" + q);

        Assert.Equal(expected, list.GetArrayLength());
    }

    [Theory]
    [InlineData("?type=FloodMonitoring&q=alertLevel>=3|alertLevel==0")]
    [InlineData("?type=FloodMonitoring&q=(alertLevel>=3)")]
    [InlineData("?type=Nothing")]
    [InlineData("")]
    [InlineData("?type=Vehicle&limit=1000")]
    public async Task Beyond_the_subset_is_400(string query)
    {
        await using WebHarness web = await WebHarness.StartAsync();
        using HttpResponseMessage answer = await web.Client.GetAsync("/ngsi-ld/v1/entities" + query);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("BadRequestData", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_page_stands_in_the_Link_header()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        web.City.Things.AddRange([Gauge("a", 1.0, 0), Gauge("b", 1.7, 0), Gauge("c", 2.4, 3)]);
        List<string?> ids = [];
        string? path = "/ngsi-ld/v1/entities?type=FloodMonitoring&limit=2&options=keyValues";
        while (path is not null)
        {
            using HttpResponseMessage answer = await web.Client.GetAsync(path);
            ids.AddRange((await answer.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray().Select(entity => entity.GetProperty("stationID").GetString()));
            path = answer.Headers.GetValues("Link").FirstOrDefault(link => link.Contains("next", StringComparison.Ordinal))?.Split('<', '>')[1];
        }

        Assert.Equal(["a", "b", "c"], ids);
    }

    [Fact]
    public async Task A_household_says_whether_all_is_well_and_not_whether_somebody_watches()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        web.City.Things.Add(web.City.AddThing(ThingKind.Household, "x", "A-203") with { Key = new ThingKey(ThingKind.Household, "h1"), Fields = [new ResultField(Fields.Viewing, 1)] });
        string entity = await web.Client.GetStringAsync("/ngsi-ld/v1/entities/urn:ngsi-ld:WatchOverHousehold:h1");
        Assert.Contains("normal", entity, StringComparison.Ordinal);
        Assert.DoesNotContain("iewing", entity, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Positions_with_occupancy_are_the_bytes_of_the_specification()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        DateTimeOffset now = DateTimeOffset.UtcNow;
        web.City.Things.AddRange([Bus("b1", now, OccupancyStatus.StandingRoomOnly, 85), Bus("b2", now.AddHours(-2), null, null)]);

        using HttpResponseMessage answer = await web.Client.GetAsync("/api/v1/vehicles/positions.pb?type=bus");

        Assert.Equal("application/x-protobuf", answer.Content.Headers.ContentType?.MediaType);
        byte[] feed = await answer.Content.ReadAsByteArrayAsync();

        // Entity, position, bearing, speed, timestamp, descriptor, occupancy: by field number, independent of the classes that wrote them.
        byte[] expected = GtfsBytes.Position("b1", 34.25f, 133.75f, 270f, 8.5f, now.ToUnixTimeSeconds(), 3, 85);
        Assert.NotEqual(-1, feed.AsSpan().IndexOf(expected));
        Assert.Equal(-1, feed.AsSpan().IndexOf("b2"u8));
    }

    [Fact]
    public async Task Live_changes_are_filtered_by_sight_and_carry_the_place_to_resume_from()
    {
        await using WebHarness web = await WebHarness.StartAsync(Access.Callers.Settings);
        web.Live.Changes.AddRange([Change(0, 4, "XX", "elsewhere"), Change(1, 2, "LK", "here")]);

        string text = await (await Access.Callers.GetAsync(web, "/api/v1/events", "viewer")).Content.ReadAsStringAsync();

        Assert.Contains("id: 5.3", text, StringComparison.Ordinal);
        Assert.Contains("here", text, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere", text, StringComparison.Ordinal);
        using HttpRequestMessage again = new(HttpMethod.Get, "/api/v1/events") { Headers = { { "Last-Event-ID", "5.3" }, { "X-Api-Key", Access.Callers.KeyOf("viewer") } } };
        Assert.DoesNotContain("here", await (await web.Client.SendAsync(again)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal([null, "5.3"], web.Live.Asked);
        web.Live.Gap = true;
        Assert.Contains("event: reset", await (await Access.Callers.GetAsync(web, "/api/v1/events", "viewer")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_names_the_values_the_rule_with_its_source_the_thresholds_and_the_watermark()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        ThingView gauge = web.City.AddThing(ThingKind.Sensor, "g1", "Old bridge", 3);
        AlertView alert = web.City.AddAlert(gauge, 3, "water rises", evidence: "4.21 m ≥ 4.00 m");
        web.City.Registrations[gauge.Key] = new Registration { Key = gauge.Key, Source = "rivers", Thresholds = new StageThresholds([new StageThreshold(3, 4.0, "MINOR")], 0.1) };
        web.City.Channels.Add(new ChannelStatus("rivers", Noon, Noon, "open", "rivers", 7));

        JsonElement why = await web.Client.GetFromJsonAsync<JsonElement>($"/api/v1/alerts/{alert.AlertId}/why");

        Assert.Equal("4.21 m ≥ 4.00 m", why.GetProperty("changes")[0].GetProperty("evidence").GetString());
        Assert.Equal(RuleBook.Of(Rules.Stage).Source, why.GetProperty("rule").GetProperty("source").GetString());
        Assert.Equal(4.0, why.GetProperty("thresholds").GetProperty("stages")[0].GetProperty("value").GetDouble());
        Assert.Equal(Noon, why.GetProperty("clock").GetProperty("channel").GetProperty("watermark").GetDateTimeOffset());

        // A page asks for it every few seconds: no thing of the city is looked at for it.
        Assert.Equal(new CityQuery(Take: 0) { KindsOnly = true }, web.City.LastQuery);
    }

    private static ThingView Gauge(string id, double level, int alert) => new(
        new ThingKey(ThingKind.Sensor, id), id, "LK", true, Noon, alert == 0 ? "normal" : "level 3", "", alert, 34.25, 133.75, [new ResultField(Fields.LevelM, level)])
    { Type = "river_level" };

    private static ThingView Bus(string id, DateTimeOffset at, OccupancyStatus? occupancy, int? percent) => new(
        new ThingKey(ThingKind.Vehicle, id), id, "LK", true, at, "normal", "", 0, 34.25, 133.75,
        percent is { } share ? [new ResultField(Fields.SpeedMps, 8.5), new ResultField(Fields.OccupancyPercent, share)] : [])
    { Type = "bus", Vehicle = new VehicleFacts(at, 270, occupancy) };

    private static LiveAlert Change(int partition, long offset, string municipality, string text) => new(partition, offset, new AlertChange
    {
        AlertId = "0123456789abcdef0123456789abcdef",
        Thing = new ThingKey(ThingKind.Sensor, "a"),
        Rule = Rules.Stage,
        EpisodeStart = Noon,
        Sequence = 0,
        Kind = AlertChangeKind.Raised,
        Time = Noon,
        Municipality = municipality,
        Text = text,
    });
}
