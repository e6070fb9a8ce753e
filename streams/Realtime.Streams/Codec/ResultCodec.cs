using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>
/// Records of the <c>results</c> topic: <c>{"measurement", "kind", "id", "municipality", "time", "drill", "fields": {name: number},
/// "texts": {name: text}, "tags": {name: text}}</c>.
/// </summary>
public static class ResultCodec
{
    /// <summary>The record's value; its key is the thing's id.</summary>
    public static byte[] Encode(ResultPoint point) => JsonOut.Bytes(point, Write);

    /// <summary>Reads a record.</summary>
    /// <exception cref="FormatException">It is not such a record; the message says why.</exception>
    public static ResultPoint Decode(ReadOnlyMemory<byte> value) => JsonIn.Parse(value, static root => new ResultPoint
    {
        Measurement = root.Text("measurement"),
        Thing = root.Thing(),
        Municipality = root.TextOr("municipality", ""),
        Time = root.Time("time"),
        Drill = root.FlagOr("drill", false),
        Fields = [.. root.Members("fields").Select(m => new ResultField(m.Name, m.Value.GetDouble()))],
        Texts = Texts(root, "texts"),
        Tags = Texts(root, "tags"),
    });

    private static IReadOnlyList<ResultText> Texts(JsonElement root, string name) =>
        [.. root.Members(name).Select(m => new ResultText(m.Name, m.Value.GetString() ?? ""))];

    private static void Write(Utf8JsonWriter json, ResultPoint point)
    {
        json.WriteStartObject();
        json.WriteString("measurement"u8, point.Measurement);
        json.WriteString("kind"u8, ThingKey.Name(point.Thing.Kind));
        json.WriteString("id"u8, point.Thing.Id);
        json.WriteText(Field.Municipality, point.Municipality);
        json.WriteTime(Field.Time, point.Time);
        json.WriteTrue(Field.Drill, point.Drill);
        json.WriteStartObject("fields"u8);
        foreach (ResultField field in point.Fields)
        {
            json.WriteNumber(field.Name, field.Value);
        }

        json.WriteEndObject();
        WriteTexts(json, "texts", point.Texts);
        WriteTexts(json, "tags", point.Tags);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<ResultText> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (ResultText text in texts)
        {
            json.WriteString(text.Name, text.Value);
        }

        json.WriteEndObject();
    }
}
