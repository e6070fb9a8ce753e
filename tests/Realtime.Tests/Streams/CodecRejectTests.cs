using System.Text;
using CsCheck;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Tests.Streams;

public class CodecRejectTests
{
    private const string Head = "\"id\":\"a\",\"time\":\"2025-11-28T01:04:00+09:00\"";
    private static readonly DateTimeOffset Now = new(2025, 11, 28, 1, 10, 0, TimeSpan.FromHours(9));

    [Theory]
    [InlineData("telemetry.sensor", "{" + Head + ",\"type\":\"river_level\",\"level_cm\":120}", RejectReason.WrongUnit, "level_cm is not taken; send level_m")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"type\":\"river_level\",\"level_ft\":120}", RejectReason.WrongUnit, "level_m")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"type\":\"river_level\",\"level_m\":1.2,\"unit\":\"cm\"}", RejectReason.WrongUnit, "level_m is in m")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"type\":\"rain\",\"rain_mm\":2}", RejectReason.WrongUnit, "rain_mm_per_h")]
    [InlineData("telemetry.vehicle", "{" + Head + ",\"latitude_deg\":1,\"longitude_deg\":1,\"speed_kmh\":30}", RejectReason.WrongUnit, "speed_mps")]
    [InlineData("telemetry.household", "{" + Head + ",\"power_kw\":0.1}", RejectReason.WrongUnit, "power_w")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"type\":\"river_level\"}", RejectReason.MissingField, "level_m is missing")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"type\":\"river_level\",\"level_m\":null}", RejectReason.MissingField, "level_m is missing")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"level_m\":1}", RejectReason.MissingField, "type is missing")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"type\":\"scalar\",\"value\":1}", RejectReason.MissingField, "unit")]
    [InlineData("telemetry.sensor", "{\"id\":\"a\",\"type\":\"rain\",\"rain_mm_per_h\":1}", RejectReason.MissingField, "time is missing")]
    [InlineData("telemetry.shelter", "{" + Head + ",\"evacuees\":1}", RejectReason.MissingField, "open")]
    [InlineData("telemetry.vehicle", "{" + Head + ",\"latitude_deg\":1}", RejectReason.MissingField, "longitude_deg")]
    [InlineData("telemetry.household", "{" + Head + "}", RejectReason.MissingField, "viewing or power_w")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"type\":\"river_level\",\"level_m\":1e999}", RejectReason.BadValue, "finite")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"type\":\"river_level\",\"level_m\":\"NaN\"}", RejectReason.BadValue, "level_m has to be a number")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"type\":\"river_level\",\"level_m\":\"1.2\"}", RejectReason.BadValue, "level_m has to be a number")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"type\":\"river_level\",\"quality\":\"absent\"}", RejectReason.MissingField, "reported_time is missing")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"type\":\"river_level\",\"level_m\":1,\"reported_time\":\"now\"}", RejectReason.BadTime, "reported_time")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"type\":\"rain\",\"rain_10min_mm\":-1}", RejectReason.BadValue, "rain_10min_mm is -1")]
    [InlineData("telemetry.shelter", "{" + Head + ",\"open\":true,\"quality\":\"absent\"}", RejectReason.BadValue, "quality has to be good, suspect or missing")]
    [InlineData("registry", "{\"kind\":\"sensor\",\"id\":\"a\",\"water\":{\"rise_max_m_per_10min\":\"fast\"}}", RejectReason.BadValue, "water: rise_max_m_per_10min")]
    [InlineData("registry", "{\"kind\":\"sensor\",\"id\":\"a\",\"rain\":[]}", RejectReason.BadValue, "rain has to be an object")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"type\":\"lake\",\"level_m\":1}", RejectReason.BadValue, "type is lake")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"type\":\"people\",\"people_count\":-1}", RejectReason.BadValue, "people_count is -1")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"type\":\"people\",\"people_count\":9,\"people_towards\":1.5}", RejectReason.BadValue, "people_towards is 1.5")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"type\":\"people\",\"people_count\":9,\"speed_kmh\":4}", RejectReason.WrongUnit, "speed_mps")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"type\":\"rain\",\"rain_mm_per_h\":1,\"quality\":\"poor\"}", RejectReason.BadValue, "quality")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"type\":\"rain\",\"rain_mm_per_h\":1,\"drill\":1}", RejectReason.BadValue, "drill")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"type\":\"rain\",\"rain_mm_per_h\":1,\"municipality\":\"a\\nb\"}", RejectReason.BadValue, "control characters")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"type\":\"rain\",\"rain_mm_per_h\":1,\"source\":\"\\ud800\"}", RejectReason.BadValue, "UTF-8")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"type\":\"river_level\",\"level_m\":1,\"thresholds\":{\"dead_band\":0,\"stages\":[{\"level\":3,\"value\":2},{\"level\":2,\"value\":3}]}}", RejectReason.BadValue, "rise")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"type\":\"river_level\",\"level_m\":1,\"thresholds\":{\"dead_band\":0,\"stages\":[{\"level\":0,\"value\":2}]}}", RejectReason.BadValue, "level")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"type\":\"river_level\",\"level_m\":1,\"thresholds\":{\"stages\":[]}}", RejectReason.MissingField, "dead_band")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"type\":\"rain\",\"rain_mm_per_h\":1,\"origin\":{\"source\":\"x\"}}", RejectReason.MissingField, "origin")]
    [InlineData("telemetry.shelter", "{" + Head + ",\"open\":true,\"evacuees\":-3}", RejectReason.BadValue, "evacuees is -3")]
    [InlineData("telemetry.shelter", "{" + Head + ",\"open\":true,\"evacuees\":1.5}", RejectReason.BadValue, "whole number")]
    [InlineData("telemetry.vehicle", "{" + Head + ",\"latitude_deg\":90.1,\"longitude_deg\":1}", RejectReason.BadValue, "latitude_deg is 90.1; it has to be from -90 to 90")]
    [InlineData("telemetry.vehicle", "{" + Head + ",\"latitude_deg\":9,\"longitude_deg\":-181}", RejectReason.BadValue, "longitude_deg")]
    [InlineData("telemetry.sensor", "{\"time\":\"2025-11-28T01:04:00+09:00\"}", RejectReason.EmptyId, "id is missing")]
    [InlineData("telemetry.sensor", "{\"id\":\"  \",\"time\":\"2025-11-28T01:04:00+09:00\"}", RejectReason.EmptyId, "id")]
    [InlineData("telemetry.sensor", "{\"id\":\"b\",\"time\":\"2025-11-28T01:04:00+09:00\"}", RejectReason.KeyMismatch, "b")]
    [InlineData("telemetry.sensor", "{" + Head + ",\"kind\":\"shelter\"}", RejectReason.KindMismatch, "kind is shelter")]
    [InlineData("telemetry.sensor", "{\"id\":\"a\",\"time\":\"2025-11-28T01:04:00\"}", RejectReason.BadTime, "no offset")]
    [InlineData("telemetry.sensor", "{\"id\":\"a\",\"time\":\"2025-11-31T01:04:00Z\"}", RejectReason.BadTime, "time")]
    [InlineData("telemetry.sensor", "{\"id\":\"a\",\"time\":1764259440}", RejectReason.BadTime, "time")]
    [InlineData("telemetry.sensor", "{\"id\":\"a\",\"time\":\"0001-01-01T00:00:00+14:00\"}", RejectReason.BadTime, "time")]
    [InlineData("telemetry.sensor", "{\"id\":\"a\",\"time\":\"2025-11-28T01:20:01+09:00\",\"type\":\"rain\",\"rain_mm_per_h\":1}", RejectReason.TooFarInFuture, "10 minutes ahead")]
    [InlineData("telemetry.sensor", "{\"channel\":\"a\",\"time\":\"2025-11-28T01:30:00+09:00\",\"expected_interval_s\":60}", RejectReason.TooFarInFuture, "ahead")]
    [InlineData("telemetry.sensor", "{\"channel\":\"a\",\"time\":\"2025-11-28T01:04:00+09:00\"}", RejectReason.MissingField, "expected_interval_s")]
    [InlineData("telemetry.sensor", "{\"channel\":\"a\",\"time\":\"2025-11-28T01:04:00+09:00\",\"expected_interval_s\":0}", RejectReason.BadValue, "expected_interval_s")]
    [InlineData("telemetry.sensor", "{\"channel\":\"b\",\"time\":\"2025-11-28T01:04:00+09:00\",\"expected_interval_s\":1}", RejectReason.KeyMismatch, "channel")]
    [InlineData("telemetry.sensor", "{\"readings\":7}", RejectReason.BadValue, "readings")]
    [InlineData("telemetry.sensor", "{\"id\":\"a\",\"level_m\":NaN}", RejectReason.NotJson, "JSON")]
    [InlineData("telemetry.sensor", "{\"id\":\"a\"} x", RejectReason.NotJson, "JSON")]
    [InlineData("telemetry.sensor", "[1]", RejectReason.NotJson, "not an object")]
    [InlineData("telemetry.sensor", "", RejectReason.NotJson, "JSON")]
    [InlineData("registry", "{\"id\":\"a\"}", RejectReason.MissingField, "kind")]
    [InlineData("registry", "{\"id\":\"a\",\"kind\":\"channel\"}", RejectReason.KindMismatch, "kind")]
    [InlineData("registry", "{\"id\":\"a\",\"kind\":\"sensor\",\"contacts\":[{\"name\":\"x\"}]}", RejectReason.BadValue, "mail")]
    [InlineData("registry", "", RejectReason.MissingField, "kind/id")]
    public void Each_fault_has_its_reason_and_a_sentence(string topic, string json, RejectReason reason, string sentence) => Refused(topic, json, reason, sentence);

    [Theory]
    [InlineData("registry", "{\"id\":\"a\",\"kind\":\"sensor\",\"crowd\":7}", RejectReason.BadValue, "crowd has to be")]
    [InlineData("registry", "{\"id\":\"a\",\"kind\":\"sensor\",\"crowd\":{\"interval_s\":5}}", RejectReason.BadValue, "crowd: interval_s is 5")]
    [InlineData("registry", "{\"id\":\"a\",\"kind\":\"sensor\",\"crowd\":{\"counts\":\"heads\"}}", RejectReason.BadValue, "counts is heads")]
    [InlineData("registry", "{\"id\":\"a\",\"kind\":\"sensor\",\"crowd\":{\"limit_persons_per_h\":100,\"clear_persons_per_h\":200}}", RejectReason.BadValue, "lower edge")]
    [InlineData("registry", "{\"id\":\"a\",\"kind\":\"sensor\",\"crowd\":{\"counts\":\"present\",\"limit_persons_per_h\":100}}", RejectReason.BadValue, "passing persons")]
    [InlineData("registry", "{\"id\":\"a\",\"kind\":\"sensor\",\"crowd\":{\"counts\":\"present\",\"width_m\":4,\"limit_persons_per_m2\":4}}", RejectReason.MissingField, "needs area_m2")]
    public void A_place_that_makes_no_sense_is_refused(string topic, string json, RejectReason reason, string sentence) => Refused(topic, json, reason, sentence);

    private static void Refused(string topic, string json, RejectReason reason, string sentence)
    {
        Rejection rejection = Assert.Single(Decode(topic, Encoding.UTF8.GetBytes(json))).Item.Rejection!;
        Assert.Equal(reason, rejection.Reason);
        Assert.Contains(sentence, rejection.Detail, StringComparison.Ordinal);
        Assert.Equal("a", rejection.Key);
        Assert.Equal(json, Encoding.UTF8.GetString(rejection.Original));
    }

    [Fact]
    public void Sizes_have_bounds()
    {
        string longId = new('x', Limits.ThingIdLengthMax + 1);
        Assert.Equal(RejectReason.IdTooLong, Only($"{{\"id\":\"{longId}\",\"time\":\"2025-11-28T01:04:00Z\"}}", key: "").Reason);

        Rejection large = Only("{\"id\":\"" + new string('x', Limits.RecordBytesMax) + "\"}");
        Assert.Equal((RejectReason.TooLarge, Limits.DeadLetterBytesMax), (large.Reason, large.Original.Length));

        string frame = "{\"readings\":[" + string.Join(',', Enumerable.Repeat("{" + Head + ",\"type\":\"rain\",\"rain_mm_per_h\":1}", Limits.FrameReadingsMax + 1)) + "]}";
        Assert.Equal(RejectReason.FrameTooLong, Only(frame).Reason);
    }

    [Fact]
    public void In_a_frame_only_the_bad_reading_is_refused_with_its_own_bytes()
    {
        const string Good = "{" + Head + ",\"type\":\"rain\",\"rain_mm_per_h\":1}";
        const string Bad = "{\"id\":\"c\",\"time\":\"noon\"}";
        List<LogEntry> entries = Decode(Topics.Sensor, Encoding.UTF8.GetBytes($"{{\"readings\":[{Good}, {Bad} ,5,{Good}]}}"), "gateway");
        Assert.Equal([true, false, false, true], entries.Select(e => e.Item.Reading is not null));
        Assert.Equal([0, 1, 2, 3], entries.Select(e => e.Index));
        Assert.Equal(Bad, Encoding.UTF8.GetString(entries[1].Item.Rejection!.Original));
        Assert.Equal(RejectReason.NotJson, entries[2].Item.Rejection!.Reason);
    }

    [Fact]
    public void What_a_recording_or_another_sender_adds_is_taken()
    {
        Assert.NotNull(Assert.Single(Decode(Topics.Sensor, "{\"id\":\"a\",\"time\":\"2026-11-28T01:20:01+09:00\",\"original_time\":\"2024-01-01T00:00Z\",\"type\":\"rain\",\"rain_mm_per_h\":1,\"x\":{\"y\":[1]}}"u8)).Item.Reading);
        Assert.NotNull(Assert.Single(Decode(Topics.Sensor, "{\"channel\":\"a\",\"time\":\"2026-11-28T01:30:00+09:00\",\"expected_interval_s\":60,\"source_position\":5}"u8)).Item.Beat);
        Assert.NotNull(Assert.Single(Decode(Topics.Sensor, "\uFEFF{\"\\u0069d\":\"a\",\"time\":\"2025-11-27t01:04:00.5z\",\"type\":\"river_level\",\"quality\":\"missing\",\"level_m\":-999}"u8)).Item.Reading);
        Assert.Empty(Decode(Topics.Sensor, "{\"readings\":[]}"u8));
    }

    [Fact]
    public void A_registration_in_a_partition_of_another_shard_is_refused()
    {
        var entries = new List<LogEntry>();
        int home = Partitioning.PartitionOf("a", 16);
        byte[] value = Encoding.UTF8.GetBytes("{\"kind\":\"sensor\",\"id\":\"a\"}");
        TelemetryCodec.Decode(0, home, 16, "a"u8, value, 0, Now, entries);
        TelemetryCodec.Decode(0, (home + 1) % 16, 16, "a"u8, value, 0, Now, entries);
        TelemetryCodec.Decode(0, (home + 1) % 16, 16, "sensor/a"u8, [], 0, Now, entries);
        Assert.NotNull(entries[0].Item.Registration);
        Assert.All(entries.Skip(1), e => Assert.Equal(RejectReason.KeyMismatch, e.Item.Rejection!.Reason));
    }

    [Fact]
    public void Random_bytes_give_exactly_one_rejection_and_never_throw() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Byte.Array[0, 20], Gen.Int[0, 4]).Sample((value, key, topic) =>
        {
            var entries = new List<LogEntry>();
            TelemetryCodec.Decode(topic, 0, 4, key, value, 7, Now, entries);
            Assert.NotNull(Assert.Single(entries).Item.Rejection);
        });

    [Fact]
    public void A_damaged_record_gives_one_rejection_or_valid_items_and_never_throws()
    {
        byte[] whole = TelemetryEncoder.EncodeFrame(
        [
            new SensorReading { ThingId = "a", Time = Now, Type = SensorType.RiverLevel, Value = 1, Thresholds = new StageThresholds([new StageThreshold(2, 7, "警戒")], 0.1) },
            new SensorReading { ThingId = "b", Time = Now, Type = SensorType.Scalar, Value = 2, Unit = "µg/m³", Origin = new Origin("x", 1) },
        ]);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[1, whole.Length], Gen.Int[1, 4]).Sample((at, with, length, topic) =>
        {
            byte[] damaged = whole[..length];
            damaged[Math.Min(at, length - 1)] = with;
            var entries = new List<LogEntry>();
            TelemetryCodec.Decode(topic, 0, 4, "g"u8, damaged, 7, Now, entries);
            Assert.InRange(entries.Count, 0, 2);
            Assert.All(entries, e => Assert.True(e.Item.Reading is not null ^ e.Item.Rejection is not null));
        });
    }

    private static Rejection Only(string json, string key = "a") => Assert.Single(Decode(Topics.Sensor, Encoding.UTF8.GetBytes(json), key)).Item.Rejection!;

    private static List<LogEntry> Decode(string topic, ReadOnlySpan<byte> value, string key = "a")
    {
        var entries = new List<LogEntry>();
        TelemetryCodec.Decode(Topics.Inputs.ToList().IndexOf(topic), 0, 1, Encoding.UTF8.GetBytes(key), value, 42, Now, entries);
        return entries;
    }
}
