using System.Net;
using Realtime.Actors.City;
using Realtime.Cluster.Page;
using Realtime.Domain;
using Realtime.Tests.Access;

namespace Realtime.Tests.Host;

public sealed class PublicPageTests
{
    [Fact]
    public async Task Without_the_operators_word_nothing_is_public()
    {
        await using WebHarness web = await WebHarness.StartAsync(Callers.Settings);
        foreach (string path in new[] { "/public/ploughs", "/public/congestion" })
        {
            using HttpResponseMessage nobody = await web.GetAsync(path, "nobody");
            using HttpResponseMessage family = await web.GetAsync(path, "family");
            Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.NotFound), (nobody.StatusCode, family.StatusCode));
        }
    }

    [Fact]
    public async Task With_it_everybody_sees_that_kind_and_no_other_and_no_menu_leads_into_the_console()
    {
        await using WebHarness web = await WebHarness.StartAsync([.. Callers.Settings, ("Access:Public", "sensor/people")]);
        web.City.Things.Add(Place("Station <b>", 120, step: 2));
        web.City.AddThing(ThingKind.Household, "h1", "A-203");
        web.City.Things.Add(web.City.AddThing(ThingKind.Sensor, "river", "Secret river") with { Type = "river_level" });

        using HttpResponseMessage answer = await web.GetAsync("/public/congestion", "nobody");
        string page = await answer.Content.ReadAsStringAsync();
        using HttpResponseMessage ploughs = await web.GetAsync("/public/ploughs", "nobody");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Station &lt;b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("busy (level of service C)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret river", page, StringComparison.Ordinal);
        Assert.DoesNotContain("A-203", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, ploughs.StatusCode);
    }

    [Theory]
    [InlineData(9, "fewer than 10", "few people")]
    [InlineData(0, "fewer than 10", "few people")]
    [InlineData(14, "about 10", "busy")]
    [InlineData(1266, "about 1,270", "busy")]
    public void Small_numbers_are_not_told_and_large_ones_are_rounded(double count, string persons, string words)
    {
        CongestionPlace place = CongestionPlace.Of(Place("A", count, step: 2));
        Assert.Equal(persons, place.Persons);
        Assert.Contains(words, place.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_counter_that_is_not_believed_or_silent_is_not_an_empty_place_and_an_outlook_has_to_beat_its_error()
    {
        Assert.Null(CongestionPlace.Of(Place("A", 0, 0) with { Status = "sensor fault" }).Step);
        Assert.Equal("not known", CongestionPlace.Of(Place("A", 50, 1) with { Status = "silent" }).Words);
        Assert.StartsWith("about as many", CongestionPlace.Of(Place("A", 100, 1, forecast: 118, error: 20)).Outlook, StringComparison.Ordinal);
        Assert.StartsWith("more people", CongestionPlace.Of(Place("A", 100, 1, forecast: 125, error: 20)).Outlook, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trail_keeps_the_last_minutes_back_ends_with_the_duty_and_does_not_join_what_nobody_saw()
    {
        DateTimeOffset now = TestCity.Start;
        ResultPoint[] points =
        [
            Point(-60, 37.480, blade: 1), Point(-59, 37.481, blade: 1), Point(-58, 37.482, blade: 0), Point(-57, 37.483, blade: 0),
            Point(-40, 37.490, blade: 1), Point(-39, 37.491, blade: 1), Point(-20, 37.500, blade: 0, duty: 0), Point(-2, 37.600, blade: 1),
        ];

        PloughTrail trail = PloughTrail.Of(1, points, now - PloughTrail.Delay);

        Assert.Equal(new GeoPoint(37.491, 139.93), trail.Last);
        Assert.Equal([true, false, true], trail.Stretches.Select(stretch => stretch.Cleared));
        Assert.Equal([3, 2, 2], trail.Stretches.Select(stretch => stretch.Points.Count));
        Assert.DoesNotContain(trail.Stretches.SelectMany(stretch => stretch.Points), point => point.LatitudeDeg >= 37.5);
        Assert.InRange(trail.Stretches[0].Metres, 200, 250);
    }

    [Fact]
    public async Task The_plough_page_shows_ways_without_names_and_says_when_the_store_is_away()
    {
        await using WebHarness web = await WebHarness.StartAsync([.. Callers.Settings, ("Access:Public", "vehicle/plough")]);
        ThingView plough = web.City.AddThing(ThingKind.Vehicle, "p-17", "Driver Sato") with { Type = "plough", Latitude = 37.6, Longitude = 139.93 };
        web.City.Things[0] = plough;
        web.Series.Points.AddRange([Point(-60, 37.480, blade: 1), Point(-59, 37.481, blade: 1), Point(-1, 37.600, blade: 1)]);

        string page = await (await web.GetAsync("/public/ploughs", "nobody")).Content.ReadAsStringAsync();

        Assert.Contains("class=\"way cleared\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Sato", page, StringComparison.Ordinal);
        Assert.DoesNotContain("p-17", page, StringComparison.Ordinal);
        Assert.DoesNotContain("04:33", page, StringComparison.Ordinal);

        web.Series.Away = true;
        Assert.Equal(page, await (await web.GetAsync("/public/ploughs", "nobody")).Content.ReadAsStringAsync());
        Assert.Contains("cannot be read at the moment", await (await web.GetAsync("/public/ploughs", "platform")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static ThingView Place(string name, double count, int step, double? forecast = null, double? error = null) => new(
        new ThingKey(ThingKind.Sensor, name), name, "LK", true, TestCity.Start, "normal", "", 0, 36.06, 136.22,
        [
            new(Fields.PeopleCount, count), new(Fields.LevelOfServiceStep, step),
            .. forecast is { } persons ? [new ResultField(Fields.ForecastPersons, persons)] : Array.Empty<ResultField>(),
            .. error is { } off ? [new ResultField(Fields.ForecastErrorPersons, off)] : Array.Empty<ResultField>(),
        ])
    { Type = "people" };

    private static ResultPoint Point(int minutes, double latitude, int blade, int duty = 1) => new()
    {
        Measurement = Measurements.Vehicle,
        Thing = new ThingKey(ThingKind.Vehicle, "p-17"),
        Time = TestCity.Start.AddMinutes(minutes),
        Fields = [new(Fields.LatitudeDeg, latitude), new(Fields.LongitudeDeg, 139.93), new(Fields.BladeDown, blade), new(Fields.OnDuty, duty)],
    };
}
