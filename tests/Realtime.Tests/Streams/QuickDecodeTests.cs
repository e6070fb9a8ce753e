using System.Text;
using CsCheck;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Tests.Streams;

/// <summary>The short way through flat records gives what the long one gives, item by item and reason by reason, whatever the bytes are.</summary>
public class QuickDecodeTests
{
    private static readonly DateTimeOffset Now = new(2025, 11, 28, 1, 10, 0, TimeSpan.FromHours(9));

    private static readonly string[] Records =
    [
        """{"id":"a","time":"2025-11-28T01:04:00+09:00","type":"river_level","level_m":1.234}""",
        """{ "id" : "a" , "time": "2025-11-28T01:04:00.25Z", "municipality":"17202", "source":"ch", "type":"scalar", "value": -0.5e1, "unit":"°C", "drill":true }""",
        """{"id":"a","time":"2025-11-28T01:04:00+09:00","type":"people","people_count":12,"people_towards":7,"speed_kmh":4,"x":null}""",
        """{"id":"a","time":"2025-11-28T01:04:00+09:00","type":"rain","rain_mm_per_h":3,"quality":"suspect","origin":{"source":"f","sequence":7,"index":1}}""",
        """{"id":"a","time":"2025-11-28T01:04:00+09:00","type":"river_level","level_m":2,"thresholds":{"dead_band":0.1,"stages":[{"level":2,"value":2,"name":"注意"}]}}""",
        """{"id":"a","time":"2025-11-28T01:04:00+09:00","open":true,"evacuees":12,"power":false}""",
        """{"id":"a","time":"2025-11-28T01:04:00+09:00","latitude_deg":36.5,"longitude_deg":-136.65,"speed_mps":0,"heading_deg":359.99,"blade":"up"}""",
        """{"id":"a","time":"2025-11-28T01:04:00+09:00","viewing":true,"power_w":81.25}""",
        """{"channel":"a","time":"2025-11-28T01:04:00+09:00","expected_interval_s":60,"covers":"gauges"}""",
        """{"readings":[{"id":"a","time":"2025-11-28T01:04:00+09:00","type":"river_level","level_m":1.2},{"id":"b","time":"noon"},{"id":"c","time":"2025-11-28T01:04:00+09:00","type":"rain","rain_mm_per_h":0}]}""",
        """{"kind":"sensor","id":"a","name":"橋","sensor_type":"river_level","silence_limit_s":600,"contacts":[]}""",
        """{}""",
    ];

    /// <summary>Bytes that mean something to a scanner; the rest of a mutation is any byte.</summary>
    private static readonly byte[] Telling = [.. "{}[]\",:\\ \n\t0123456789-+.eEtfnaul\u0001"u8, 0x7F, 0x80, 0xC3, 0xFF];

    private static readonly Gen<byte[]> Mutated =
        from record in Gen.Int[0, Records.Length - 1]
        from edits in Gen.Select(Gen.Int[0, 3], Gen.Int[0, 1000], Gen.Int[0, Telling.Length - 1], Gen.Byte).Array[0, 5]
        select Mutate(Encoding.UTF8.GetBytes(Records[record]), edits);

    [Fact]
    public void Every_record_as_it_stands() => Assert.All(Records, record => Same(Encoding.UTF8.GetBytes(record)));

    [Fact]
    public void Mutated_records() => Mutated.Sample(Same, iter: 20_000);

    [Fact]
    public void Random_bytes() => Gen.Select(Gen.OneOf(Gen.Const("{"), Gen.Const("{\"readings\":[{"), Gen.Const("")), Gen.Int[0, Telling.Length - 1].Array[0, 40])
        .Sample((start, rest) => Same([.. Encoding.UTF8.GetBytes(start), .. rest.Select(i => Telling[i])]), iter: 10_000);

    [Fact]
    public void Plain_numbers_are_the_full_parsers_numbers() => Gen.Select(Gen.Long[-999_999_999_999_999, 999_999_999_999_999], Gen.Int[0, 15])
        .Sample(
            (digits, point) =>
            {
                string text = Math.Abs(digits).ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(point + 1, '0');
                text = (digits < 0 ? "-" : "") + (point == 0 ? text : text[..^point] + "." + text[^point..]);
                bool short15 = PlainNumber.TryParse(Encoding.ASCII.GetBytes(text), out double value);
                Assert.True(!short15 || BitConverter.DoubleToInt64Bits(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)) == BitConverter.DoubleToInt64Bits(value), text);
            },
            iter: 20_000);

    /// <summary>The comparison can fail: the short way is really taken by plain records, and only by those.</summary>
    [Theory]
    [InlineData("""{"id":"a","level_m":1.2,"x":[1]}""", false)]
    [InlineData("""{"id":"a","level_m":1.2e3}""", false)]
    [InlineData("""{"id":"\u0061"}""", false)]
    [InlineData("""{"id":"a"},""", true)]
    [InlineData("""{ "id" : "a", "drill" : true , "x" : null }""", true)]
    public void What_the_short_way_takes(string json, bool taken)
    {
        FieldBag.ScanFlat(Encoding.UTF8.GetBytes(json), out int length);
        Assert.Equal(taken, length > 0);
    }

    private static byte[] Mutate(byte[] record, (int Kind, int Place, int Telling, byte Any)[] edits)
    {
        List<byte> bytes = [.. record];
        foreach ((int kind, int place, int telling, byte any) in edits.Where(_ => bytes.Count > 0))
        {
            int at = place % bytes.Count;
            switch (kind)
            {
                case 0:
                    bytes[at] = Telling[telling];
                    break;
                case 1:
                    bytes.Insert(at, Telling[telling]);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(1 + any % 8, bytes.Count - at));
                    break;
                default:
                    bytes[at] = any;
                    break;
            }
        }

        return [.. bytes];
    }

    private static void Same(byte[] value)
    {
        for (int topic = 0; topic < Topics.Inputs.Count; topic++)
        {
            Assert.Equal(Decoded(topic, value, quick: false), Decoded(topic, value, quick: true));
        }
    }

    /// <summary>The items as text: record types print every field, and a rejection prints its reason, sentence and bytes.</summary>
    private static string Decoded(int topic, byte[] value, bool quick)
    {
        List<LogEntry> entries = [];
        TelemetryCodec.Decode(topic, 0, 1, [], value, 7, Now, entries, quick);
        return string.Join('\n', entries.Select(entry => entry.Item.Rejection is { } rejection
            ? $"{entry.Position} {rejection.Reason} {rejection.Detail} {rejection.Key} {Convert.ToHexString(rejection.Original)}"
            : $"{entry.Position} {entry.Item.Reading} {(entry.Item.Reading as SensorReading)?.Thresholds?.Stages.Count} {entry.Item.Beat} {entry.Item.Registration}"));
    }
}
