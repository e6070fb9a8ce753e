using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Tests.Streams;

/// <summary>What the documents for device vendors say is what the codec does.</summary>
public partial class RecordsDocTests
{
    private static readonly DateTimeOffset Now = new(2025, 11, 28, 12, 0, 0, TimeSpan.Zero);
    private static readonly string Docs = Path.Combine(Root(), "docs");
    private static readonly string Text = File.ReadAllText(Path.Combine(Docs, "records.md"));

    public static TheoryData<string, string, string, string> Examples()
    {
        var data = new TheoryData<string, string, string, string>();
        foreach (Match match in Example().Matches(Text))
        {
            data.Add(match.Groups["topic"].Value, match.Groups["outcome"].Value, match.Groups["key"].Value, match.Groups["json"].Value);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_is_taken_or_refused_as_it_says(string topic, string outcome, string key, string json)
    {
        var entries = new List<LogEntry>();
        TelemetryCodec.Decode(Topics.Inputs.ToList().IndexOf(topic), 0, 1, Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(json), 0, Now, entries);
        if (outcome == "accepted")
        {
            Assert.NotEmpty(entries);
            Assert.All(entries, e => Assert.True(e.Item.Rejection is null, e.Item.Rejection?.Detail));
            CheckSchema(SchemaOf(topic, json), json);
        }
        else
        {
            var letter = new DeadLetter(topic, 0, default, Assert.Single(entries).Item.Rejection!);
            using JsonDocument written = JsonDocument.Parse(DeadLetterCodec.Encode(letter));
            Assert.Equal(outcome, written.RootElement.GetProperty("reason").GetString());
        }
    }

    [Fact]
    public void Every_reason_is_explained_and_stands_in_the_schema()
    {
        string[] explained = [.. Reason().Matches(Text).Select(m => m.Groups[1].Value).Order()];
        using JsonDocument schema = Schema("dead-letter");
        string[] listed = [.. schema.RootElement.GetProperty("properties").GetProperty("reason").GetProperty("enum").EnumerateArray().Select(e => e.GetString()!).Order()];
        string[] real = [.. Enum.GetValues<RejectReason>().Select(r => ReasonName(r)).Order()];
        Assert.Equal(real, explained);
        Assert.Equal(real, listed);
    }

    [Fact]
    public void What_the_product_writes_fits_its_schemas()
    {
        var thing = new ThingKey(ThingKind.Sensor, "a");
        CheckSchema("alert", Encoding.UTF8.GetString(AlertCodec.Encode(new AlertChange
        {
            AlertId = AlertIds.Of(thing, Rules.Stage, Now),
            Thing = thing,
            Rule = Rules.Stage,
            EpisodeStart = Now,
            Sequence = 0,
            Kind = AlertChangeKind.Raised,
            Time = Now,
            Municipality = "1",
            Area = "a",
            ThingName = "n",
            Drill = true,
            Unconfirmed = true,
            Text = "t",
            Evidence = "e",
        })));
        CheckSchema("message", Encoding.UTF8.GetString(MessageCodec.Encode(new CityMessage(CityMessage.IdOf("k"), "t", new MessageScope(Thing: thing), Drill: true, "b"), thing)));
        CheckSchema("canary", Encoding.UTF8.GetString(CanaryRecord.Encode(new Canary("realtime-canary-0", Now))));
        CheckSchema("dead-letter", Encoding.UTF8.GetString(DeadLetterCodec.Encode(new DeadLetter("t", 0, default, new Rejection(default, "d", [255], "k")))));
        CheckSchema("registry", Encoding.UTF8.GetString(TelemetryEncoder.Encode(new Registration
        {
            Key = thing,
            Municipality = "1",
            Name = "n",
            Source = "s",
            Latitude = 1,
            Longitude = 2,
            SensorType = SensorType.Rain,
            Area = "Stadium",
            Events = new EventSchedule([new EventMode("match", Now, Now.AddHours(1)) { Thresholds = new StageThresholds([], 0), Crowd = new EventCrowd { LimitPersonsPerH = 2, ClearPersonsPerH = 1, Unusual = true }, NearlyFullShare = 0.5, Audience = Audience.Operators }]),
            Anomaly = new AnomalySettings { SmallestChange = 1, ForFamily = true },
            Thresholds = new StageThresholds([], 0, 2),
            Water = new WaterSettings { Datum = "T.P.", QuietSilenceLimit = TimeSpan.FromHours(26) },
            Rain = RainSettings.Default,
            Hazard = new HazardSettings(Hazards.StormSurge, 4, ["20"]),
            Drift = new DriftSettings(["b"]) { ToleranceM = 0.1 },
            Closed = true,
            SilenceLimit = TimeSpan.FromHours(1),
            CapacityPersons = 1,
            NearlyFullShare = 0.5,
            NoViewingLimit = TimeSpan.FromHours(1),
            ViewingPowerW = 1,
            DeviceSilentLimit = TimeSpan.FromHours(1),
            Vehicle = new VehicleSettings(),
            Shelter = new ShelterSettings(),
            Household = new HouseholdSettings(),
            Contacts = [new Contact("n", "a@b")],
            Retired = true,
        })));
    }

    [Fact]
    public void The_line_that_stands_for_results_is_one_as_they_are_written()
    {
        string line = Lines().Match(Text).Groups["line"].Value;
        var written = new System.Buffers.ArrayBufferWriter<byte>();
        Assert.True(LineProtocol.TryWrite(Assert.Single(ResultLines.Decode(Encoding.UTF8.GetBytes(line))), written));
        Assert.Equal(line + "\n", Encoding.UTF8.GetString(written.WrittenSpan));
    }

    [Fact]
    public void Every_topic_stands_in_the_asyncapi_document_and_every_schema_it_names_exists()
    {
        string document = File.ReadAllText(Path.Combine(Docs, "asyncapi.yaml"));
        Assert.All(Topics.All, t => Assert.Contains($"address: {t}\n", document, StringComparison.Ordinal));
        MatchCollection named = SchemaReference().Matches(document);
        Assert.Equal(12, named.Count);
        Assert.All(named, m => Assert.True(File.Exists(Path.Combine(Docs, m.Value)), m.Value));
    }

    private static string SchemaOf(string topic, string json) =>
        topic == Topics.Registry ? "registry"
        : json.Contains("\"readings\"", StringComparison.Ordinal) ? "frame"
        : json.Contains("\"channel\"", StringComparison.Ordinal) ? "channel"
        : json.Contains("\"message_id\"", StringComparison.Ordinal) ? "delivery"
        : topic[(topic.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>Every field is described and every required one is there (the types are the codec's business).</summary>
    private static void CheckSchema(string name, string json)
    {
        using JsonDocument schema = Schema(name);
        using JsonDocument record = JsonDocument.Parse(json);
        JsonElement described = schema.RootElement.GetProperty("properties");
        Assert.All(record.RootElement.EnumerateObject(), p => Assert.True(described.TryGetProperty(p.Name, out _), $"{p.Name} is not in {name}.schema.json"));
        Assert.All(
            schema.RootElement.GetProperty("required").EnumerateArray(),
            r => Assert.True(record.RootElement.TryGetProperty(r.GetString()!, out _), $"{r} is required by {name}.schema.json"));
    }

    private static JsonDocument Schema(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Docs, "schemas", name + ".schema.json")));

    private static string ReasonName(RejectReason reason)
    {
        using JsonDocument letter = JsonDocument.Parse(DeadLetterCodec.Encode(new DeadLetter("t", 0, default, new Rejection(reason, "", [], null))));
        return letter.RootElement.GetProperty("reason").GetString()!;
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Realtime.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Realtime.sln was not found above the tests");
    }

    [GeneratedRegex(@"```json (?<topic>\S+) (?<outcome>\S+)(?: key=(?<key>\S+))?\n(?<json>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"```text\n(?<line>.*)\n```")]
    private static partial Regex Lines();

    [GeneratedRegex(@"\*\*([a-z]+-[a-z-]+)\*\*:")]
    private static partial Regex Reason();

    [GeneratedRegex(@"schemas/[a-z-]+\.schema\.json")]
    private static partial Regex SchemaReference();
}
