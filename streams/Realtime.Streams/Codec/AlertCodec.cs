using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>
/// Records of the <c>alerts</c> topic, one per change, keyed by the thing's id: <c>{"alert_id", "kind", "id", "rule", "episode_start",
/// "sequence", "change", "from_level", "to_level", "time", "municipality", "area", "name", "audience", "drill", "unconfirmed", "text", "evidence"}</c>.
/// Delivery is at least once: the same <c>alert_id</c> and <c>sequence</c> again is the same change.
/// </summary>
public static class AlertCodec
{
    public static byte[] Encode(AlertChange change) => JsonOut.Bytes(change, Write);

    /// <summary>Reads a record.</summary>
    /// <exception cref="FormatException">It is not such a record; the message says why.</exception>
    public static AlertChange Decode(ReadOnlyMemory<byte> value) => JsonIn.Parse(value, static root => new AlertChange
    {
        AlertId = root.Text("alert_id"),
        Thing = root.Thing(),
        Rule = root.Text("rule"),
        EpisodeStart = root.Time("episode_start"),
        Sequence = root.GetProperty("sequence").GetInt32(),
        Kind = EnumNames<AlertChangeKind>.Parse(root.Text("change")),
        FromLevel = root.GetProperty("from_level").GetInt32(),
        ToLevel = root.GetProperty("to_level").GetInt32(),
        Time = root.Time("time"),
        Municipality = root.TextOr("municipality", ""),
        Area = root.TextOr("area", "") is { Length: > 0 } area ? area : null,
        ThingName = root.TextOr("name", ""),
        Audience = EnumNames<Audience>.Parse(root.Text("audience")),
        Drill = root.FlagOr("drill", false),
        Unconfirmed = root.FlagOr("unconfirmed", false),
        Text = root.Text("text"),
        Evidence = root.TextOr("evidence", ""),
    });

    /// <summary>The change's name in records and time series: <c>raised</c>, <c>stepped-up</c>, ...</summary>
    public static string Name(AlertChangeKind kind) => EnumNames<AlertChangeKind>.Of(kind);

    private static void Write(Utf8JsonWriter json, AlertChange change)
    {
        json.WriteStartObject();
        json.WriteString("alert_id"u8, change.AlertId);
        json.WriteString("kind"u8, ThingKey.Name(change.Thing.Kind));
        json.WriteString("id"u8, change.Thing.Id);
        json.WriteString("rule"u8, change.Rule);
        json.WriteTime("episode_start"u8, change.EpisodeStart);
        json.WriteNumber("sequence"u8, change.Sequence);
        json.WriteString("change"u8, Name(change.Kind));
        json.WriteNumber("from_level"u8, change.FromLevel);
        json.WriteNumber("to_level"u8, change.ToLevel);
        json.WriteTime("time"u8, change.Time);
        json.WriteText(Field.Municipality, change.Municipality);
        json.WriteText(Field.Area, change.Area);
        json.WriteText(Field.Name, change.ThingName);
        json.WriteString("audience"u8, EnumNames<Audience>.Of(change.Audience));
        json.WriteTrue(Field.Drill, change.Drill);
        if (change.Unconfirmed)
        {
            json.WriteBoolean("unconfirmed"u8, true);
        }

        json.WriteString("text"u8, change.Text);
        if (change.Evidence.Length > 0)
        {
            json.WriteString("evidence"u8, change.Evidence);
        }

        json.WriteEndObject();
    }
}
