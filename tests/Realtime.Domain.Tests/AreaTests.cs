using Realtime.Domain;

namespace Realtime.Domain.Tests;

/// <summary>Mesh codes worked by hand after JIS X 0410, and the tallies of areas.</summary>
public sealed class AreaTests
{
    [Theory]
    [InlineData(35.681236, 139.767125, "5339", "533946", "53394611", "533946113")] // 東京駅
    [InlineData(34.346, 134.046, "5134", "513440", "51344013", "513440134")] // 高松: 34°20'45.6" and 134°2'45.6"
    [InlineData(35.0, 139.0, "5239", "523940", "52394000", "523940001")] // South-west corner of a cell belongs to the cell.
    [InlineData(34.666666666666664, 135.0, "5235", "523500", "52350000", "523500001")] // An edge in binary fractions: 34°40' exactly.
    public void A_place_has_the_codes_of_the_standard(double latitude, double longitude, string first, string second, string third, string half)
    {
        Assert.Equal(first, Mesh.Of(latitude, longitude, AreaDivision.Mesh1));
        Assert.Equal(second, Mesh.Of(latitude, longitude, AreaDivision.Mesh2));
        Assert.Equal(third, Mesh.Of(latitude, longitude, AreaDivision.Mesh3));
        Assert.Equal(half, Mesh.Of(latitude, longitude, AreaDivision.MeshHalf));
    }

    [Theory]
    [InlineData(6.93, 79.86)] // Colombo: the grid begins at 100° east.
    [InlineData(-33.9, 151.2)]
    [InlineData(double.NaN, 140)]
    public void Outside_of_the_grid_there_is_no_code(double latitude, double longitude) => Assert.Null(Mesh.Of(latitude, longitude, AreaDivision.Mesh2));

    [Fact]
    public void A_tally_counts_all_kinds_and_takes_no_number_of_what_cannot_be_seen()
    {
        ThingView[] things =
        [
            View(ThingKind.Sensor, "river", "level 4", 4, (Fields.LevelM, 4.5), (Fields.StageLevel, 4)),
            View(ThingKind.Sensor, "calm", "normal", 0, (Fields.LevelM, 1), (Fields.StageLevel, 0)),
            View(ThingKind.Sensor, "rain-1", "normal", 0, (Fields.RainMmPerH, 31)),
            View(ThingKind.Sensor, "rain-2", "silent", 1, (Fields.RainMmPerH, 80)), // Its last number is no present one.
            View(ThingKind.Shelter, "hall", "open", 0, (Fields.Open, 1), (Fields.Evacuees, 40), (Fields.CapacityPersons, 100)),
            View(ThingKind.Shelter, "gym", "open", 0, (Fields.Open, 1), (Fields.Evacuees, 5)), // Capacity unknown: not zero, not counted.
            View(ThingKind.Shelter, "school", "closed", 0, (Fields.Open, 0), (Fields.Evacuees, 0), (Fields.CapacityPersons, 300)),
        ];

        AreaTally area = Assert.Single(AreaTally.Of(things, AreaDivision.District));

        Assert.Equal(("37387 綾川町", 7L, 2L, 1L, 4), (area.Code, area.Things, area.InAlert, area.Unseen, area.Level));
        Assert.Equal([1, 0, 0, 0, 1, 0], area.Stages);
        Assert.Equal((45d, 100d, 31d), (area.Evacuees, area.Capacity, area.RainMaxMmPerH));
        Assert.Null(area.People);
        Assert.Equal(3, area.Counts.Where(count => count.Kind == ThingKind.Shelter).Sum(count => count.Count));
    }

    [Fact]
    public void Parts_of_an_area_add_up_to_the_whole()
    {
        ThingView[] things = [.. Enumerable.Range(0, 40).Select(i => View((ThingKind)(i % 4), $"t{i}", i % 5 == 0 ? "silent" : "normal", i % 3, (Fields.PeopleCount, i), (Fields.RainMmPerH, i)))];
        AreaTally whole = AreaTally.Of(things, AreaDivision.District).Single();
        AreaTally merged = AreaTally.Merge(things.Chunk(7).Select(part => AreaTally.Of(part, AreaDivision.District).Single()));

        Assert.Equal(whole.Counts, merged.Counts);
        Assert.Equal(whole.Stages, merged.Stages);
        Assert.Equal(whole with { Counts = [], Stages = [] }, merged with { Counts = [], Stages = [] });
    }

    [Fact]
    public void A_thing_without_a_place_is_counted_as_such()
    {
        ThingView nowhere = View(ThingKind.Vehicle, "bus", "normal", 0) with { Latitude = null };
        Assert.Equal("", AreaTally.Of([nowhere], AreaDivision.Mesh3).Single().Code);
        Assert.Equal("51344013", AreaTally.Of([nowhere with { Latitude = 34.346 }], AreaDivision.Mesh3).Single().Code);
    }

    private static ThingView View(ThingKind kind, string id, string status, int level, params (string Name, double Value)[] fields) =>
        new(new ThingKey(kind, id), id, "37387", true, DateTimeOffset.UnixEpoch, status, "", level, 34.346, 134.046, [.. fields.Select(field => new ResultField(field.Name, field.Value))]) { Area = "綾川町" };
}
