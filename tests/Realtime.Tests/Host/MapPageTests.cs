using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Realtime.Actors.City;
using Realtime.Cluster.Page;
using Realtime.Domain;
using Realtime.Tests.Access;
using Realtime.Tests.Support;

namespace Realtime.Tests.Host;

public sealed partial class MapPageTests
{
    private static readonly MapWindow _takamatsu = new(34.34, 134.05, 12, 1000, 600);

    [Fact]
    public void Places_go_to_the_drawing_and_back_and_the_scale_is_true()
    {
        (double x, double y) = _takamatsu.Place(34.35, 134.10);
        GeoPoint back = _takamatsu.At(x, y);
        Assert.Equal(34.35, back.LatitudeDeg, 9);
        Assert.Equal(134.10, back.LongitudeDeg, 9);
        Assert.True(x > 500 && y < 300, "east is right, north is up");

        (double far, _) = _takamatsu.Place(34.34, 134.06);
        double metres = Geo.Metres(new GeoPoint(34.34, 134.05), new GeoPoint(34.34, 134.06));
        Assert.Equal(metres, (far - 500) * _takamatsu.MetresPerUnit, metres * 0.005);
    }

    [Fact]
    public void A_window_around_points_holds_them_all()
    {
        GeoPoint[] points = [new(34.2, 133.9), new(34.4, 134.3), new(34.25, 134.0)];
        MapWindow window = MapWindow.Around(points, 800, 400);
        Assert.All(points, point => Assert.True(window.Holds(window.Place(point.LatitudeDeg, point.LongitudeDeg).X, window.Place(point.LatitudeDeg, point.LongitudeDeg).Y)));
        MapWindow closer = window.Zoomed(2);
        Assert.Contains(points, point => !closer.Holds(closer.Place(point.LatitudeDeg, point.LongitudeDeg).X, closer.Place(point.LatitudeDeg, point.LongitudeDeg).Y));
    }

    [Fact]
    public void A_hundred_thousand_things_become_few_marks_and_none_in_alert_is_gathered()
    {
        Random dice = new(7);
        ThingView[] things = [.. Enumerable.Range(0, 100_000).Select(i => Thing($"s{i}", 34.2 + (dice.NextDouble() * 0.3), 133.9 + (dice.NextDouble() * 0.4), i % 2_000 == 0 ? 3 : 0))];

        MapMarks marks = MapMarks.Of(things, _takamatsu.Zoomed(-1));

        Assert.Equal(50, marks.Alerts.Count);
        Assert.DoesNotContain(marks.Alerts, mark => mark.Thing.Level == 0);
        Assert.InRange(marks.Clusters.Count + marks.Others.Count, 1, 400);
        Assert.Equal(100_000 - 50, marks.Clusters.Sum(cluster => cluster.Count) + marks.Others.Count);
    }

    [Fact]
    public void Names_never_cover_each_other_and_the_worst_come_first()
    {
        ThingView[] things = [.. Enumerable.Range(0, 60).Select(i => Thing($"gauge number {i}", 34.28 + (i % 8 * 0.02), 134.0 + (i / 8 * 0.02), 2 + (i % 3)))];
        MapMarks marks = MapMarks.Of(things, _takamatsu);
        Assert.NotNull(marks.Alerts[0].Label);
        Assert.Equal(4, marks.Alerts[0].Thing.Level);
        Assert.Contains(marks.Alerts, mark => mark.Label is null);
    }

    [Fact]
    public void The_outline_of_a_municipality_is_the_hull_of_its_fixed_things()
    {
        GeoPoint[] square = [new(0, 0), new(0, 2), new(2, 2), new(2, 0)];
        Assert.Equal(square.ToHashSet(), Hull.Around([.. square, new(1, 1), new(0, 1), new(0.5, 1.9)]).ToHashSet());
        Assert.Empty(Hull.Of([Thing("v", 34, 134, 0) with { Key = new ThingKey(ThingKind.Vehicle, "v") }]));
    }

    [Fact]
    public async Task The_map_shows_sign_name_and_level_and_works_by_links_alone()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        web.City.Things.Add(Thing("aya-1", 34.25, 133.95, 3) with { Name = "綾川<script>" });
        web.City.Things.Add(Thing("ok", 34.30, 134.00, 0));

        string page = await web.Client.GetStringAsync("/map?lat=34.28&lon=133.98&z=11");

        Assert.Contains("class=\"mark m3\"", page, StringComparison.Ordinal);
        Assert.Contains("レベル3相当", page, StringComparison.Ordinal);
        Assert.Contains("綾川&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("綾川<script>", page, StringComparison.Ordinal);
        string closer = System.Net.WebUtility.HtmlDecode(Closer().Match(page).Groups[1].Value);
        Assert.Contains("z=12", closer, StringComparison.Ordinal);
        Assert.Contains("class=\"mark m3\"", await web.Client.GetStringAsync(closer), StringComparison.Ordinal);
        Assert.Contains("1 in alert lie outside", await web.Client.GetStringAsync("/map/live?lat=10&lon=10&z=11"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Viewers_share_one_walk_each_sees_only_what_is_theirs_and_homes_are_never_in_it()
    {
        await using WebHarness web = await WebHarness.StartAsync(Callers.Settings);
        web.City.Things.Add(Thing("ours", 34.25, 133.95, 3));
        web.City.Things.Add(Thing("theirs", 34.26, 133.96, 3) with { Municipality = "XX" });
        web.City.Things.Add(Thing("home", 34.27, 133.97, 1) with { Key = new ThingKey(ThingKind.Household, "home") });

        (string viewer, string stranger, string platform) = ("", "", "");
        await Eventually.TrueAsync("three looks, for which a machine may take longer than a walk is kept, need one walk", async () =>
        {
            viewer = await (await web.GetAsync("/map/live", "viewer")).Content.ReadAsStringAsync();
            int walks = web.City.Walks;
            stranger = await (await web.GetAsync("/map/live", "stranger")).Content.ReadAsStringAsync();
            platform = await (await web.GetAsync("/map/live", "platform")).Content.ReadAsStringAsync();
            return walks == web.City.Walks;
        });

        Assert.Equal((true, false), (viewer.Contains("ours", StringComparison.Ordinal), viewer.Contains("theirs", StringComparison.Ordinal)));
        Assert.Equal((false, true), (stranger.Contains("ours", StringComparison.Ordinal), stranger.Contains("theirs", StringComparison.Ordinal)));
        Assert.Contains("theirs", platform, StringComparison.Ordinal);
        Assert.DoesNotContain("household", platform, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_walk_is_kept_for_a_while_then_made_anew_and_silent_partitions_are_counted()
    {
        FakeTimeProvider clock = new(TestCity.Start);
        TestCity city = new() { PartitionsAnswered = 6 };
        city.Things.Add(Thing("one", 1, 1, 0));
        CityScanner scanner = new(city, clock, NullLogger<CityScanner>.Instance);
        CityScan first = (await scanner.GetAsync(TimeSpan.FromSeconds(30), CancellationToken.None))!;
        Assert.Equal(2, first.Silent);
        city.PartitionsAnswered = 8;
        Assert.Same(first, await scanner.GetAsync(TimeSpan.FromSeconds(30), CancellationToken.None));
        clock.Advance(TimeSpan.FromSeconds(3));
        CityScan next = (await scanner.GetAsync(TimeSpan.FromSeconds(30), CancellationToken.None))!;
        Assert.Equal((0, "one"), (next.Silent, Assert.Single(next.Things).Name));
    }

    private static ThingView Thing(string id, double latitude, double longitude, int level) => new(
        new ThingKey(ThingKind.Sensor, id), id, "LK", true, TestCity.Start, level > 0 ? string.Create(CultureInfo.InvariantCulture, $"level {level}") : "normal", "1 m", level, latitude, longitude, [])
    { Type = "river_level" };

    [GeneratedRegex("id=\"map-in\" data-go href=\"([^\"]+)\"")]
    private static partial Regex Closer();
}
