using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>
/// Records of the <c>messages</c> topic, keyed by the thing's id: <c>{"message_id", "kind", "id", "text", "drill", "by"}</c>. At least once:
/// the same <c>message_id</c> again is the same message.
/// </summary>
public static class MessageCodec
{
    public static byte[] Encode(CityMessage message, ThingKey thing) => JsonOut.Bytes((message, thing), static (json, value) =>
    {
        json.WriteStartObject();
        json.WriteText(Field.MessageId, value.message.Id);
        json.WriteText(Field.Kind, ThingKey.Name(value.thing.Kind));
        json.WriteText(Field.Id, value.thing.Id);
        json.WriteString("text"u8, value.message.Text);
        json.WriteTrue(Field.Drill, value.message.Drill);
        json.WriteString("by"u8, value.message.By);
        json.WriteEndObject();
    });
}
