using System.Globalization;
using System.Text;
using Realtime.Cluster.Geography;
using Realtime.Cluster.Page;
using Realtime.Cluster.Settings;
using Realtime.Cluster.Startup;
using Realtime.Domain;

namespace Realtime.Tests.Host;

public sealed class MapGroundTests
{
    private static readonly Box _box = new(0, 0, 10, 10);
    private static readonly MapWindow _nanao = new(37.1, 137.0, 9, 1180, 560);
    private static readonly Shape _land = LandFile.Bundled();
    private static readonly MapGround _ground = new(OwnGeometry.None);

    [Fact]
    public void A_ring_is_cut_at_the_sides_of_a_box()
    {
        Assert.Equal(100, Area(Clip.Ring([(-5, -5), (15, -5), (15, 15), (-5, 15)], _box)), 9);
        Assert.Equal(25, Area(Clip.Ring([(5, 5), (15, 5), (15, 15), (5, 15)], _box)), 9);
        Assert.Equal(4, Area(Clip.Ring([(1, 1), (3, 1), (3, 3), (1, 3)], _box)), 9);
        Assert.Empty(Clip.Ring([(11, 1), (13, 1), (13, 3)], _box));
    }

    [Fact]
    public void A_line_that_leaves_and_comes_back_has_two_parts()
    {
        IReadOnlyList<IReadOnlyList<(double X, double Y)>> parts = Clip.Line([(-5, 2), (5, 2), (5, 15), (8, 15), (8, 5)], _box);
        Assert.Equal([[(0d, 2d), (5, 2), (5, 10)], [(8, 10), (8, 5)]], parts);
        Assert.Empty(Clip.Line([(-5, 8), (2, 15)], _box));
        Assert.Empty(Clip.Line([(-5, 12), (20, 12)], _box));
    }

    [Fact]
    public void Leaving_far_pieces_out_changes_nothing_inside_of_the_box()
    {
        Random dice = new(11);
        GeoPoint[] wild = [.. Enumerable.Range(0, 4_000).Select(i => new GeoPoint(60 * Math.Sin(i / 640.0) * dice.NextDouble(), 170 * Math.Cos(i / 640.0) * dice.NextDouble()))];
        Outline ring = Outline.Of(wild, closed: true);
        for (int round = 0; round < 40; round++)
        {
            (double x, double y) = (0.2 + (dice.NextDouble() * 0.5), 0.3 + (dice.NextDouble() * 0.3));
            Box box = new(x, y, x + 0.02, y + 0.02);
            Box all = new(-9, -9, 9, 9);
            Assert.Equal(Signed(Clip.Ring(ring.Near(all), box)), Signed(Clip.Ring(ring.Near(box), box)), 12);
        }

        Assert.Equal(4_000, ring.Near(new Box(-9, -9, 9, 9)).Count());
    }

    [Fact]
    public void Thinned_lines_keep_their_ends_and_leave_no_point_far_away()
    {
        (double X, double Y)[] line = [.. Enumerable.Range(0, 1_000).Select(i => (i / 10.0, Math.Sin(i / 50.0) * 20))];
        IReadOnlyList<(double X, double Y)> thin = Thinning.Apart(line, 1);
        Assert.Equal((line[0], line[^1]), (thin[0], thin[^1]));
        Assert.InRange(thin.Count, 100, 400);
        Assert.All(line, point => Assert.Contains(thin, kept => Math.Sqrt(Math.Pow(kept.X - point.X, 2) + Math.Pow(kept.Y - point.Y, 2)) <= 1));
    }

    [Theory]
    [InlineData("Takamatsu", 34.30, 134.05, true)]
    [InlineData("Colombo, inland", 6.93, 79.95, true)]
    [InlineData("Melbourne", -37.75, 144.96, true)]
    [InlineData("Austin", 30.27, -97.74, true)]
    [InlineData("the sea before Colombo", 6.93, 79.6, false)]
    [InlineData("the Sea of Japan", 39, 135, false)]
    [InlineData("the Caspian Sea", 42, 50.5, false)]
    public void Cities_lie_on_the_bundled_land_and_seas_do_not(string name, double latitude, double longitude, bool land)
    {
        (double x, double y) = (MapWindow.WorldX(longitude), MapWindow.WorldY(latitude));
        bool inside = _land.Outlines.Aggregate(false, (odd, ring) => odd ^ Holds(ring, x, y));
        Assert.True(land == inside, name);
    }

    [Fact]
    public void A_window_is_a_small_drawing_and_its_coast_as_wide_as_it_may_be_off()
    {
        string near = _ground.Of(_nanao).Drawing.Html;
        Assert.Contains("class=\"land wide\" d=\"M", near, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"stroke-width=\"{1_000 / _nanao.MetresPerUnit:0.#}\""), near, StringComparison.Ordinal);
        Assert.InRange(near.Length, 1_000, 60_000);
        for (int zoom = MapWindow.ZoomMin; zoom <= MapWindow.ZoomMax; zoom++)
        {
            Assert.InRange(_ground.Of(_nanao with { Zoom = zoom }).Drawing.Html.Length, zoom > MapGround.LandZoomMax ? 0 : 50, 300_000);
        }

        Assert.Equal("", _ground.Of(_nanao with { Zoom = MapGround.LandZoomMax + 1 }).Drawing.Html);
        Assert.Same(_ground.Of(_nanao), _ground.Of(_nanao with { }));
    }

    [Fact]
    public void Whoever_asks_for_a_window_gets_the_same_drawing_and_only_the_window_that_nobody_looks_at_goes()
    {
        MapGround ground = new(OwnGeometry.None);
        MapWindow looked = _nanao with { Zoom = 16 };
        Ground[] all = [.. ParallelEnumerable.Range(0, 8).WithDegreeOfParallelism(4).Select(_ => ground.Of(_nanao))];
        Assert.Single(all.Distinct(ReferenceEqualityComparer.Instance));

        (Ground first, Ground forgotten) = (ground.Of(looked), ground.Of(looked with { Latitude = 36 }));
        for (int i = 0; i < 40; i++)
        {
            ground.Of(looked with { Longitude = i });
            Assert.Same(first, ground.Of(looked));
        }

        Assert.NotSame(forgotten, ground.Of(looked with { Latitude = 36 }));
    }

    [Fact]
    public void A_changed_file_is_another_ground_although_it_has_as_many_points()
    {
        OwnGeometry before = Read("[[136.9,37.0],[137.1,37.1]]");
        Assert.Equal(new MapGround(before).Of(_nanao), new MapGround(Read("[[136.9,37.0],[137.1,37.1]]")).Of(_nanao));
        Assert.NotEqual(new MapGround(before).Of(_nanao).Key, new MapGround(Read("[[136.9,37.0],[137.1,37.2]]")).Of(_nanao).Key);

        static OwnGeometry Read(string positions)
        {
            using MemoryStream file = new(Encoding.UTF8.GetBytes($$"""{"type":"LineString","coordinates":{{positions}}}"""));
            return GeoJsonFile.Read(file);
        }
    }

    [Fact]
    public void Far_away_a_large_file_has_few_points_to_look_at_and_near_all_of_them()
    {
        GeoPoint[] river = [.. Enumerable.Range(0, 100_000).Select(i => new GeoPoint(37 + (0.05 * Math.Sin(i / 900.0)), 137 + (i / 500_000.0)))];
        Shape[] shapes = [new(ShapeKind.Water, [Outline.Of(river, closed: false), Outline.Of([.. river.Take(4), river[0]], closed: true)])];
        ShapeDetails details = new(shapes);

        int[] points = [.. Enumerable.Range(MapWindow.ZoomMin, MapWindow.ZoomMax - MapWindow.ZoomMin + 1).Select(zoom => details.At(zoom).Sum(shape => shape.Points))];
        Assert.Equal(points.Order(), points);
        Assert.InRange(points[0], 2, 50);
        Assert.InRange(points[9 - MapWindow.ZoomMin], 200, 5_000);
        Assert.Same(shapes, details.At(MapWindow.ZoomMax));
        Assert.Same(details.At(0), details.At(-4));

        // What is left lies where the river is: half of what a screen of that zoom can show.
        (double X, double Y)[] left = [.. details.At(9)[0].Outlines[0].Near(new Box(-9, -9, 9, 9))];
        double apart = 0.45 / (256 * Math.Pow(2, 9));
        Assert.All(river.Where((_, i) => i % 997 == 0), point => Assert.Contains(left, one => Math.Sqrt(Math.Pow(one.X - MapWindow.WorldX(point.LongitudeDeg), 2) + Math.Pow(one.Y - MapWindow.WorldY(point.LatitudeDeg), 2)) <= apart * 1.01));
    }

    [Fact]
    public async Task The_page_has_the_ground_once_and_live_parts_leave_out_what_it_has()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        web.City.AddThing(ThingKind.Sensor, "a", "A");
        string page = await web.Client.GetStringAsync("/map?lat=37.1&lon=137&z=9");
        string key = System.Net.WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Match(page, "data-kept=\"([^\"]+)\"").Groups[1].Value);
        Assert.Contains("class=\"land wide\"", page, StringComparison.Ordinal);

        string live = await web.Client.GetStringAsync($"/map/live?lat=37.1&lon=137&z=9&kept={Uri.EscapeDataString(key)}");
        Assert.DoesNotContain("class=\"land", live, StringComparison.Ordinal);
        Assert.Contains($"data-kept=\"{System.Net.WebUtility.HtmlEncode(key)}\"", live, StringComparison.Ordinal);
        Assert.Contains("class=\"land wide\"", await web.Client.GetStringAsync($"/map/live?lat=37.2&lon=137&z=9&kept={Uri.EscapeDataString(key)}"), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>x", await web.Client.GetStringAsync("/map/live?lat=37.1&lon=137&z=9&kept=%22%3E%3Cscript%3Ex"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operators_own_rivers_wards_and_roads_are_drawn()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("realtime-map-").FullName, "city.geojson");
        await File.WriteAllTextAsync(file, """
            {"type":"FeatureCollection","features":[
              {"type":"Feature","properties":{"kind":"water","name":"<script>"},"geometry":{"type":"LineString","coordinates":[[136.9,37.0],[137.0,37.1],[137.1,37.1]]}},
              {"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":[[[136.9,37.0],[137.0,37.0],[137.0,37.1],[136.9,37.0]]]}},
              {"type":"Feature","properties":{"kind":"road"},"geometry":{"type":"MultiLineString","coordinates":[[[136.9,37.0],[137.1,37.1]]]}},
              {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[136.9,37.0]}}]}
            """);
        await using WebHarness web = await WebHarness.StartAsync(("Map:GeometryFile", file));

        string page = await web.Client.GetStringAsync("/map?lat=37.1&lon=137&z=16");
        Assert.DoesNotContain("class=\"land", page, StringComparison.Ordinal);
        page = await web.Client.GetStringAsync("/map?lat=37.05&lon=137&z=11");
        foreach (string shape in new[] { "class=\"water line\" d=\"M", "class=\"border\" d=\"M", "class=\"road line\" d=\"M" })
        {
            Assert.Contains(shape, page, StringComparison.Ordinal);
        }

        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Theory]
    [InlineData("{", "it is not GeoJSON")]
    [InlineData("[]", "it is not GeoJSON")]
    [InlineData("""{"type":"Topology"}""", "is no type of GeoJSON")]
    [InlineData("""{"type":"Feature"}""", "\"geometry\" is missing")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kind":"lava"},"geometry":{"type":"LineString","coordinates":[[1,1],[2,2]]}}]}""", "feature 1: the kind lava is none of land, water, border, road")]
    [InlineData("""{"type":"LineString","coordinates":[[34.3,134.0],[34.4,134.1]]}""", "longitude first")]
    [InlineData("""{"type":"LineString","coordinates":[["a",134.0],[34.4,134.1]]}""", "it is not GeoJSON")]
    [InlineData("""{"type":"LineString","coordinates":[[1,1]]}""", "fewer than 2")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}""", "does not end where it begins")]
    public void A_wrong_file_is_refused_in_one_sentence(string json, string reason)
    {
        using MemoryStream file = new(Encoding.UTF8.GetBytes(json));
        Assert.Contains(reason, Assert.Throws<FormatException>(() => GeoJsonFile.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_names_the_setting()
    {
        SettingReader reader = new([new SettingsLayer("test", new Dictionary<string, string> { ["Map:GeometryFile"] = "/nowhere/city.geojson" })]);
        Assert.StartsWith("The setting Map:GeometryFile is \"/nowhere/city.geojson\"", Assert.Throws<StartException>(() => MapSettings.Read(reader)).Message, StringComparison.Ordinal);
    }

    private static double Area(IReadOnlyList<(double X, double Y)> ring) => Math.Abs(Signed(ring));

    private static double Signed(IReadOnlyList<(double X, double Y)> ring) =>
        ring.Select((point, i) => (point.X * ring[(i + 1) % ring.Count].Y) - (ring[(i + 1) % ring.Count].X * point.Y)).Sum() / 2;

    /// <summary>Whether a ray to the east crosses the ring an odd number of times.</summary>
    private static bool Holds(Outline ring, double x, double y)
    {
        (double X, double Y)[] points = [.. ring.Near(new Box(-9, -9, 9, 9))];
        return points.Where((from, i) => points[(i + 1) % points.Length] is var to && from.Y > y != to.Y > y && x < from.X + ((to.X - from.X) * (y - from.Y) / (to.Y - from.Y))).Count() % 2 == 1;
    }
}
