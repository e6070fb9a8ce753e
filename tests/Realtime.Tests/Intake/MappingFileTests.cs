using Realtime.Intake;

namespace Realtime.Tests.Intake;

/// <summary>A wrong mapping file is refused at the start with a sentence that names the file and the place.</summary>
public sealed class MappingFileTests
{
    [Theory]
    [InlineData("{", "The mapping m.json cannot be used: ")]
    [InlineData("""{"write": []}""", "\"format\" is missing")]
    [InlineData("""{"format": "xml", "write": []}""", "the format \"xml\" is not known; there are json, ngsi, gtfs-rt, csv")]
    [InlineData("""{"format": "json"}""", "\"write\" has to be a list of records to write")]
    [InlineData("""{"format": "json", "wriet": []}""", "the file holds \"wriet\"; known are about, format, items, match, require, list, write")]
    [InlineData("""{"format": "json", "list": {"channel": "a"}, "write": []}""", "\"list\" needs \"channel\", \"time\" and \"expected_interval_s\"")]
    [InlineData("""{"format": "json", "write": [{"to": "river", "fields": {}}]}""", "\"to\" is \"river\"; it has to be one of registry, sensor, shelter, vehicle, household")]
    [InlineData("""{"format": "json", "write": [{"to": "sensor", "fields": {"id": {"form": "id"}}}]}""", "the rule of id holds \"form\"")]
    [InlineData("""{"format": "json", "write": [{"to": "sensor", "fields": {"time": {"from": "t", "time": {"unix": "us"}}}}]}""", "\"unix\" is \"us\"; it has to be s or ms")]
    [InlineData("""{"format": "json", "write": [{"to": "sensor", "fields": {"id": 7}}]}""", "The mapping m.json cannot be used: ")]
    public void A_wrong_file_is_refused(string text, string expected)
    {
        using var folder = new TempFolder();
        folder.Write("m.json", text);
        FormatException fault = Assert.Throws<FormatException>(() => MappingCatalog.Load(folder.Path));
        Assert.StartsWith("The mapping m.json cannot be used: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_the_directory_takes_the_place_of_a_shipped_one()
    {
        using var folder = new TempFolder();
        folder.Write("ngsi-vehicle.json", """{"format": "ngsi", "match": {"type": "Vehicle"}, "write": []}""");
        var decoder = new IntakeDecoder(MappingCatalog.Load(folder.Path));
        Assert.Empty(decoder.Decode("ngsi", """{"id": "v", "type": "Vehicle"}"""u8.ToArray(), Decoded.Now));
    }

    [Fact]
    public void Every_shipped_mapping_loads() => Assert.Equal(10, MappingCatalog.Load().Names.Count);
}
