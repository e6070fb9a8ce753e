using System.Text;
using Realtime.Intake;
using Realtime.Tests.House;

namespace Realtime.Tests.Intake;

/// <summary>The published examples of seven Smart Data Models, in NGSI v2 and NGSI-LD, key-values, normalized and GeoJSON.</summary>
public sealed class SmartDataModelTests
{
    private const string Folder = "tests/data/payload";

    [Fact]
    public void Every_published_example_is_taken_or_refused_by_name()
    {
        string[] files = [.. Repository.Files.Where(file => file.StartsWith(Folder, StringComparison.Ordinal) && file.Contains("/examples/", StringComparison.Ordinal))];
        Assert.Equal(30, files.Length);
        string found = string.Concat(files.Select(file => $"{file[(Folder.Length + 1)..]}\n{string.Concat(Items(file).Select(item => $"    {Decoded.Line(item)}\n"))}"));
        string now = Path.Combine(AppContext.BaseDirectory, "outcomes.txt");
        File.WriteAllText(now, found);
        Assert.True(Repository.Text($"{Folder}/outcomes.txt") == found, $"{Folder}/outcomes.txt says something else than what came out; that stands in {now}");
    }

    [Fact]
    public void A_notification_of_a_subscription_is_a_list_of_entities()
    {
        string entity = Repository.Text($"{Folder}/Environment/FloodMonitoring/examples/example-normalized.jsonld");
        IReadOnlyList<IntakeItem> items = Decoded.Of("ngsi", $$"""{"id": "urn:ngsi-ld:Notification:1", "type": "Notification", "data": [{{entity}}, {{entity}}]}""");
        Assert.Equal(2, items.Count);
        Assert.All(items, item => Assert.NotNull(item.Item.Reading));
    }

    [Theory]
    [InlineData("MTR", "1.5")]
    [InlineData("CMT", "0.015")]
    public void The_unit_code_is_obeyed(string unit, string expected)
    {
        IntakeItem item = Assert.Single(Decoded.Of("ngsi", Level(unit)));
        Assert.Contains($"RiverLevel {expected} at", Decoded.Line(item), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_unit_is_refused() =>
        Assert.Equal(
            "refused: WrongUnit: currentLevel is given in FOT; known are MTR, CMT, MMT (mapping ngsi-flood-monitoring)",
            Decoded.Line(Assert.Single(Decoded.Of("ngsi", Level("FOT")))));

    [Fact]
    public void A_model_nobody_has_seen_needs_a_mapping_file_and_nothing_else()
    {
        const string entity = """
            {"id": "urn:ngsi-ld:NoiseLevelObserved:1", "type": "https://smartdatamodels.org/dataModel.Environment/NoiseLevelObserved",
             "LAeq": {"type": "Property", "value": 67.8, "observedAt": "2026-05-10T16:00:00Z"}, "@context": ["https://example.org/context.jsonld"]}
            """;
        Assert.Equal("refused: NoMapping: no mapping of format ngsi fits an item of type NoiseLevelObserved", Decoded.Line(Assert.Single(Decoded.Of("ngsi", entity))));
        using var folder = new TempFolder();
        folder.Write("noise.json", """
            {"format": "ngsi", "match": {"type": "NoiseLevelObserved"}, "write": [{"to": "sensor", "fields":
              {"id": "id", "time": {"from": "LAeq@time", "time": {}}, "type": {"const": "scalar"}, "value": "LAeq", "unit": {"const": "dB(A)"}}}]}
            """);
        var decoder = new IntakeDecoder(MappingCatalog.Load(folder.Path));
        IntakeItem item = Assert.Single(decoder.Decode("ngsi", Encoding.UTF8.GetBytes(entity), Decoded.Now));
        Assert.Equal("taken: sensor urn:ngsi-ld:NoiseLevelObserved:1 Scalar 67.8 at 2026-05-10T16:00:00.0000000+00:00 stages", Decoded.Line(item));
    }

    private static IReadOnlyList<IntakeItem> Items(string file) => Decoded.Of("ngsi", File.ReadAllBytes(Repository.FullPath(file)));

    private static string Level(string unit) => $$"""
        {"id": "f1", "type": "FloodMonitoring", "currentLevel": {"type": "Property", "value": 1.5, "unitCode": "{{unit}}"}, "observationDateTime": "2026-09-16T13:30:00+09:00"}
        """;
}
