using System.Buffers;
using System.Globalization;
using System.Text;
using Realtime.Domain;
using Realtime.Streams.Codec;
using Realtime.Streams.Historian;

namespace Realtime.Tests.Streams;

/// <summary>Points as lines: what is written comes back, number for number.</summary>
public sealed class LineProtocolTests
{
    private const string Awkward = "ab1 ,=\"\\\n\t\u0085\u6c3e\ud83c\udf0a";
    private static readonly DateTimeOffset Start = new(2025, 11, 28, 1, 4, 0, TimeSpan.FromHours(9));

    [Theory]
    [InlineData(8.12, "8.12")]
    [InlineData(-0.004, "-0.004")]
    [InlineData(1.1, "1.1")]
    [InlineData(120, "120")]
    [InlineData(0, "0")]
    [InlineData(1.2469999999999999, "1.2469999999999999")]
    [InlineData(-1.25e-9, "-1.25E-09")]
    [InlineData(1e21, "1E+21")]
    [InlineData(999999999999.999, "999999999999.999")]
    public void Numbers_are_as_short_as_they_can_be(double value, string expected) =>
        Assert.Equal($"m,drill=false,kind=sensor,thing=a v={expected} 1764259440000000000\n", Line(Point("m", "a", new ResultField("v", value))));

    [Fact]
    public void Every_number_reads_back_as_itself()
    {
        var dice = new Random(7);
        for (int i = 0; i < 20_000; i++)
        {
            double value = (i % 4) switch
            {
                0 => Math.Round(dice.NextDouble() * 1000, dice.Next(0, 7)),
                1 => BitConverter.Int64BitsToDouble(dice.NextInt64()),
                2 => dice.Next(-100_000, 100_000) / 100.0,
                _ => dice.NextDouble() * Math.Pow(10, dice.Next(-20, 20)),
            };
            if (double.IsFinite(value))
            {
                double back = Assert.Single(ResultLines.Decode(Encoding.UTF8.GetBytes(Line(Point("m", "a", new ResultField("v", value)))))).Fields[0].Value;
                Assert.True(BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(back), value.ToString("R", CultureInfo.InvariantCulture));
            }
        }

        Assert.Contains(" v=-0 ", Line(Point("m", "a", new ResultField("v", -0.0))), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_and_texts_come_back_and_a_point_is_always_one_line()
    {
        var dice = new Random(11);
        for (int i = 0; i < 5_000; i++)
        {
            ResultPoint point = Point(Word(dice, 1), Word(dice, 1), new ResultField(Word(dice, 1), i)) with
            {
                Municipality = Word(dice, 0),
                Texts = [new ResultText(Word(dice, 1), Word(dice, 0))],
                Tags = dice.Next(2) == 0 ? [] : [new ResultText("rule" + Word(dice, 0), Word(dice, 1))],
            };
            string line = Line(point);
            Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
            ResultPoint back = Assert.Single(ResultLines.Decode(Encoding.UTF8.GetBytes(line)));
            Assert.Equal((Name(point.Measurement), Name(point.Thing.Id), Name(point.Municipality)), (back.Measurement, back.Thing.Id, back.Municipality));
            Assert.Equal((Name(point.Texts[0].Name), Text(point.Texts[0].Value)), (back.Texts[0].Name, back.Texts[0].Value));
            Assert.Equal(point.Tags.Select(tag => (Name(tag.Name), Name(tag.Value))), back.Tags.Select(tag => (tag.Name, tag.Value)));
            Assert.Equal(point.Time, back.Time);
        }
    }

    [Theory]
    [InlineData("m,kind=sensor,thing=a v=1")]
    [InlineData("m,kind=sensor v=1 1")]
    [InlineData("m,kind=ship,thing=a v=1 1")]
    [InlineData("m,kind=sensor,thing=a v=high 1")]
    [InlineData("m,kind=sensor,thing=a v=\"high 1")]
    [InlineData("m,kind=sensor,thing=a v=1 1x")]
    [InlineData("{\"measurement\":\"m\"}")]
    public void What_is_no_point_is_refused(string line) => Assert.Throws<FormatException>(() => ResultLines.Decode(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void Lines_are_halved_until_one_is_left()
    {
        PointLines lines = PointLines.Of(3, Enumerable.Range(0, 7).Select(i => Point("m", "a", new ResultField("v", i))));
        Assert.Equal(Enumerable.Range(0, 7), Split(lines).Select(one => (int)Assert.Single(ResultLines.Decode(one.Text.Span)).Fields[0].Value));

        static IEnumerable<PointLines> Split(PointLines some) => some.Count == 1 ? [some] : [.. Split(some.Halve().First), .. Split(some.Halve().Second)];
    }

    private static ResultPoint Point(string measurement, string thing, ResultField field) => new()
    {
        Measurement = measurement,
        Thing = new ThingKey(ThingKind.Sensor, thing),
        Time = Start,
        Fields = [field],
    };

    private static string Line(ResultPoint point)
    {
        var lines = new ArrayBufferWriter<byte>();
        Assert.True(LineProtocol.TryWrite(point, lines));
        return Encoding.UTF8.GetString(lines.WrittenSpan);
    }

    private static string Word(Random dice, int lengthMin)
    {
        string[] letters = [.. Awkward.EnumerateRunes().Select(rune => rune.ToString())];
        return string.Concat(Enumerable.Range(0, dice.Next(lengthMin, 8)).Select(_ => letters[dice.Next(letters.Length)]));
    }

    // The protocol has no way to write line breaks, or a backslash at the end of a name.
    private static string Name(string text) => Text(text).EndsWith('\\') ? Text(text) + "_" : Text(text);

    private static string Text(string text) => string.Concat(text.Select(c => c < ' ' ? ' ' : c));
}
