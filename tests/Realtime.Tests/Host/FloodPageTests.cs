using Realtime.Actors.City;
using Realtime.Domain;

namespace Realtime.Tests.Host;

public sealed class FloodPageTests
{
    [Fact]
    public async Task The_most_pressing_gauge_stands_first_with_rate_time_and_trend()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        Gauge(web, "calm", 0, 1.00, 0, null);
        Gauge(web, "high, falling", 3, 4.10, -2, null);
        Gauge(web, "high, soon higher", 3, 4.00, 9, 40);
        ThingView rising = Gauge(web, "rising", 0, 2.00, 6, 125);
        web.Series.Points.AddRange([Level(rising.Key, -60, 1.6), Level(rising.Key, -30, 1.8), Level(rising.Key, 0, 2.0)]);

        string page = await web.Client.GetStringAsync("/flood");

        int[] order = [.. new[] { ">high, soon higher<", ">high, falling<", ">rising<" }.Select(name => page.IndexOf(name, StringComparison.Ordinal))];
        Assert.All(order, at => Assert.True(at > 0, page));
        Assert.Equal(order.Order(), order);
        Assert.DoesNotContain(">calm<", page, StringComparison.Ordinal);
        Assert.Contains("in 40 min", page, StringComparison.Ordinal);
        Assert.Contains("in 2 h", page, StringComparison.Ordinal);
        Assert.Contains("▼ 2 cm", page, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"1.60 m to 2.00 m\"", page, StringComparison.Ordinal);
        Assert.Contains("レベル3相当", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_seen_has_a_block_of_its_own_and_is_never_among_the_gauges()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        ThingView blind = Gauge(web, "blind", 4, 8.33, null, null);
        web.City.Things[0] = blind with { Status = "unobservable", Detail = "8.33 m at 00:03" };
        web.City.Channels.Add(new ChannelStatus("gauges", TestCity.Start, TestCity.Start, "stalled", "every gauge", null));
        web.City.Channels.Add(new ChannelStatus("homes", TestCity.Start, TestCity.Start, "open", "homes", null));

        string page = await web.Client.GetStringAsync("/flood/live");

        string gauges = Part(page, "flood-gauges");
        string unseen = Part(page, "flood-blind");
        Assert.DoesNotContain("blind", gauges, StringComparison.Ordinal);
        Assert.Contains(">blind<", unseen, StringComparison.Ordinal);
        Assert.Contains("8.33 m at 00:03", unseen, StringComparison.Ordinal);
        Assert.Contains("Channel gauges stands still", unseen, StringComparison.Ordinal);
        Assert.DoesNotContain("homes", unseen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shelters_in_a_hazard_come_with_occupancy_and_supplies_and_silence_is_no_all_clear()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        ThingView school = web.City.AddThing(ThingKind.Shelter, "s1", "小学校", level: 1, status: "not fit for the hazard", detail: "28 persons, capacity 191; active: flood (洪水); not fit for flood (洪水)");
        web.City.Things[0] = school with
        {
            Fields = [new(Fields.Open, 1), new(Fields.Evacuees, 28), new(Fields.CapacityPersons, 191), new(Fields.OccupancyRatio, 0.147), new(Fields.SupplyHoursLeft, 36)],
        };
        web.City.AddThing(ThingKind.Shelter, "s2", "closed one", status: "closed");
        web.Series.Away = true;

        string page = await web.Client.GetStringAsync("/flood/live");

        string shelters = Part(page, "flood-shelters");
        Assert.Contains("小学校", shelters, StringComparison.Ordinal);
        Assert.Contains("28 of 191", shelters, StringComparison.Ordinal);
        Assert.Contains("15 %", shelters, StringComparison.Ordinal);
        Assert.Contains("36 h", shelters, StringComparison.Ordinal);
        Assert.Contains("not fit for flood", shelters, StringComparison.Ordinal);
        Assert.DoesNotContain("closed one", shelters, StringComparison.Ordinal);

        web.City.Silent = true;
        Assert.Contains("more may be invisible than is listed", await web.Client.GetStringAsync("/flood/live"), StringComparison.Ordinal);
    }

    private static string Part(string page, string name)
    {
        int from = page.IndexOf($"data-part=\"{name}\"", StringComparison.Ordinal);
        return page[from..page.IndexOf("</section>", from, StringComparison.Ordinal)];
    }

    private static ThingView Gauge(WebHarness web, string id, int level, double value, double? rise, double? next)
    {
        ThingView gauge = web.City.AddThing(ThingKind.Sensor, id, id, level, level > 0 ? $"level {level}" : "normal") with
        {
            Type = "river_level",
            Fields = [new(Fields.LevelM, value), new(Fields.StageLevel, level), .. rise is { } rate ? [new ResultField(Fields.RiseCmPer10Min, rate)] : Array.Empty<ResultField>(), .. next is { } minutes ? [new ResultField(Fields.NextStageMin, minutes)] : Array.Empty<ResultField>()],
        };
        web.City.Things[^1] = gauge;
        return gauge;
    }

    private static ResultPoint Level(ThingKey thing, int minutes, double level) => new()
    {
        Measurement = Measurements.WaterLevel,
        Thing = thing,
        Time = TestCity.Start.AddMinutes(minutes),
        Fields = [new ResultField(Fields.LevelM, level)],
    };
}
