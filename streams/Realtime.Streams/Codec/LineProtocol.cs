using System.Buffers;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>
/// InfluxDB line protocol: <c>measurement,tags fields nanoseconds</c>
/// (https://docs.influxdata.com/influxdb/v1/write_protocols/line_protocol_reference/). One line is one point: line breaks in names and
/// texts become spaces. Numbers are always floats, so that a field never changes its type; tags stand sorted, as the store likes them.
/// </summary>
public static class LineProtocol
{
    private static readonly SearchValues<char> MeasurementSpecials = SearchValues.Create(", ");
    internal static readonly SearchValues<char> TagSpecials = SearchValues.Create(",= ");

    /// <summary>Appends one line with its newline; false (and nothing written) when the point has no field that can be stored.</summary>
    public static bool TryWrite(ResultPoint point, IBufferWriter<byte> into)
    {
        if (!CanBeStored(point))
        {
            return false;
        }

        var line = new LineCursor(into.GetSpan(LengthMax(point)));
        line.Name(point.Measurement, MeasurementSpecials);
        if (point.Tags.Count == 0)
        {
            WriteOwnTags(point, ref line);
        }
        else
        {
            WriteAllTags(point, ref line);
        }

        WriteFields(point, ref line);
        line.Raw(" "u8);
        line.Number((point.Time - DateTimeOffset.UnixEpoch).Ticks * 100);
        line.Raw("\n"u8);
        into.Advance(line.Length);
        return true;
    }

    private static bool CanBeStored(ResultPoint point)
    {
        if (point.Texts.Count > 0)
        {
            return true;
        }

        for (int i = 0; i < point.Fields.Count; i++)
        {
            if (double.IsFinite(point.Fields[i].Value))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Bytes that are enough: three per character, whether it is escaped or takes three bytes in UTF-8.</summary>
    private static int LengthMax(ResultPoint point)
    {
        int characters = point.Measurement.Length + point.Municipality.Length + point.Thing.Id.Length;
        for (int i = 0; i < point.Fields.Count; i++)
        {
            characters += point.Fields[i].Name.Length + 16;
        }

        return 3 * (characters + LengthOf(point.Texts) + LengthOf(point.Tags)) + 128;
    }

    private static int LengthOf(IReadOnlyList<ResultText> texts)
    {
        int characters = 0;
        for (int i = 0; i < texts.Count; i++)
        {
            characters += texts[i].Name.Length + texts[i].Value.Length + 4;
        }

        return characters;
    }

    /// <summary>The tags every point has, in the order of their names; an empty one cannot be stored and is left out.</summary>
    private static void WriteOwnTags(ResultPoint point, ref LineCursor line)
    {
        line.Raw(point.Drill ? ",drill=true,kind="u8 : ",drill=false,kind="u8);
        line.Name(ThingKey.Name(point.Thing.Kind), TagSpecials);
        WriteTag(Measurements.TagMunicipality, point.Municipality, ref line);
        WriteTag(Measurements.TagThing, point.Thing.Id, ref line);
    }

    private static void WriteAllTags(ResultPoint point, ref LineCursor line)
    {
        ResultText[] own =
        [
            new(Measurements.TagDrill, point.Drill ? "true" : "false"),
            new(Measurements.TagKind, ThingKey.Name(point.Thing.Kind)),
            new(Measurements.TagMunicipality, point.Municipality),
            new(Measurements.TagThing, point.Thing.Id),
        ];
        foreach (ResultText tag in own.Concat(point.Tags).OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            WriteTag(tag.Name, tag.Value, ref line);
        }
    }

    private static void WriteTag(string name, string value, ref LineCursor line)
    {
        if (value.Length > 0)
        {
            line.Raw(","u8);
            line.Name(name, TagSpecials);
            line.Raw("="u8);
            line.Name(value, TagSpecials);
        }
    }

    private static void WriteFields(ResultPoint point, ref LineCursor line)
    {
        bool first = true;
        for (int i = 0; i < point.Fields.Count; i++)
        {
            // NaN and the infinities have no form in the protocol.
            if (point.Fields[i] is var field && double.IsFinite(field.Value))
            {
                WriteFieldName(field.Name, ref first, ref line);
                line.Number(field.Value);
            }
        }

        for (int i = 0; i < point.Texts.Count; i++)
        {
            WriteFieldName(point.Texts[i].Name, ref first, ref line);
            line.Quoted(point.Texts[i].Value);
        }
    }

    private static void WriteFieldName(string name, ref bool first, ref LineCursor line)
    {
        line.Raw(first ? " "u8 : ","u8);
        first = false;
        line.Name(name, TagSpecials);
        line.Raw("="u8);
    }
}
