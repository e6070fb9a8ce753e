using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Realtime.Domain;

namespace Realtime.Streams.Historian;

/// <summary>
/// InfluxDB line protocol: <c>measurement,tags fields nanoseconds</c>
/// (https://docs.influxdata.com/influxdb/v1/write_protocols/line_protocol_reference/). Numbers are always floats, so that a field
/// never changes its type; tags stand sorted, as the store likes them.
/// </summary>
public static class LineProtocol
{
    private const string MeasurementSpecials = ", ";
    private const string TagSpecials = ",= ";

    /// <summary>Appends one line with its newline; false (and nothing written) when the point has no field that can be stored.</summary>
    public static bool TryWrite(ResultPoint point, IBufferWriter<byte> into)
    {
        if (!point.Fields.Any(f => double.IsFinite(f.Value)) && point.Texts.Count == 0)
        {
            return false;
        }

        WriteEscaped(point.Measurement, MeasurementSpecials, into);
        foreach (ResultText tag in Tags(point))
        {
            into.Write(","u8);
            WriteEscaped(tag.Name, TagSpecials, into);
            into.Write("="u8);
            WriteEscaped(tag.Value, TagSpecials, into);
        }

        WriteFields(point, into);
        into.Write(" "u8);
        WriteNumber((point.Time - DateTimeOffset.UnixEpoch).Ticks * 100, into);
        into.Write("\n"u8);
        return true;
    }

    /// <summary>All tags of a point, sorted; empty ones cannot be stored and are left out.</summary>
    private static IEnumerable<ResultText> Tags(ResultPoint point) => new ResultText[]
        {
            new(Measurements.TagDrill, point.Drill ? "true" : "false"),
            new(Measurements.TagKind, ThingKey.Name(point.Thing.Kind)),
            new(Measurements.TagMunicipality, point.Municipality),
            new(Measurements.TagThing, point.Thing.Id),
        }
        .Concat(point.Tags)
        .Where(t => t.Value.Length > 0)
        .OrderBy(t => t.Name, StringComparer.Ordinal);

    private static void WriteFields(ResultPoint point, IBufferWriter<byte> into)
    {
        bool first = true;
        foreach (ResultField field in point.Fields)
        {
            // NaN and the infinities have no form in the protocol.
            if (double.IsFinite(field.Value))
            {
                WriteFieldName(field.Name, ref first, into);
                WriteNumber(field.Value, into);
            }
        }

        foreach (ResultText text in point.Texts)
        {
            WriteFieldName(text.Name, ref first, into);
            into.Write("\""u8);
            WriteUtf8(text.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal), into);
            into.Write("\""u8);
        }
    }

    private static void WriteFieldName(string name, ref bool first, IBufferWriter<byte> into)
    {
        into.Write(first ? " "u8 : ","u8);
        first = false;
        WriteEscaped(name, TagSpecials, into);
        into.Write("="u8);
    }

    /// <summary>Names and tag values: a backslash before each special character; line breaks would end the line and become spaces.</summary>
    private static void WriteEscaped(string text, string specials, IBufferWriter<byte> into)
    {
        if (text.AsSpan().ContainsAny(specials) || text.AsSpan().ContainsAnyInRange('\0', '\x1f') || text.EndsWith('\\'))
        {
            var escaped = new StringBuilder(text.Length + 8);
            foreach (char c in text)
            {
                char safe = c < ' ' ? ' ' : c;
                _ = specials.Contains(safe, StringComparison.Ordinal) ? escaped.Append('\\').Append(safe) : escaped.Append(safe);
            }

            // A backslash at the end would swallow the separator behind it, and the protocol has no way to write one.
            text = text.EndsWith('\\') ? escaped.Append('_').ToString() : escaped.ToString();
        }

        WriteUtf8(text, into);
    }

    private static void WriteUtf8(string text, IBufferWriter<byte> into)
    {
        Span<byte> span = into.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        into.Advance(Encoding.UTF8.GetBytes(text, span));
    }

    private static void WriteNumber(double value, IBufferWriter<byte> into)
    {
        Utf8Formatter.TryFormat(value, into.GetSpan(32), out int written);
        into.Advance(written);
    }

    private static void WriteNumber(long value, IBufferWriter<byte> into)
    {
        Utf8Formatter.TryFormat(value, into.GetSpan(32), out int written);
        into.Advance(written);
    }
}
