using System.Text.Json;
using System.Text.Unicode;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>A record that could not be taken, where it stood and why.</summary>
/// <param name="Topic">Topic of the original record.</param>
/// <param name="Partition">Its partition.</param>
/// <param name="Position">Its offset, and the index in its frame.</param>
/// <param name="Rejection">Reason, detail, original bytes and key.</param>
public sealed record DeadLetter(string Topic, int Partition, Position Position, Rejection Rejection);

/// <summary>
/// Records of the <c>dead-letter</c> topic, under the original key: <c>{"topic", "partition", "offset", "index", "reason", "detail", "key",
/// "original" | "original_base64"}</c>. The original stands as text when it is valid UTF-8, so that people can read it, else as base64.
/// </summary>
public static class DeadLetterCodec
{
    public static byte[] Encode(DeadLetter letter) => JsonOut.Bytes(letter, Write);

    /// <summary>Reads a record.</summary>
    /// <exception cref="FormatException">It is not such a record; the message says why.</exception>
    public static DeadLetter Decode(ReadOnlyMemory<byte> value) => JsonIn.Parse(value, static root => new DeadLetter(
        root.Text("topic"),
        root.GetProperty("partition").GetInt32(),
        new Position(root.GetProperty("offset").GetInt64(), root.GetProperty("index").GetInt32()),
        new Rejection(
            EnumNames<RejectReason>.Parse(root.Text("reason")),
            root.Text("detail"),
            root.TryGetProperty("original", out JsonElement text) ? System.Text.Encoding.UTF8.GetBytes(text.GetString()!) : root.GetProperty("original_base64").GetBytesFromBase64(),
            root.TryGetProperty("key", out JsonElement key) ? key.GetString() : null)));

    private static void Write(Utf8JsonWriter json, DeadLetter letter)
    {
        json.WriteStartObject();
        json.WriteString("topic"u8, letter.Topic);
        json.WriteNumber("partition"u8, letter.Partition);
        json.WriteNumber("offset"u8, letter.Position.Offset);
        json.WriteNumber("index"u8, letter.Position.Index);
        json.WriteString("reason"u8, EnumNames<RejectReason>.Of(letter.Rejection.Reason));
        json.WriteString("detail"u8, letter.Rejection.Detail);
        if (letter.Rejection.Key is { } key)
        {
            json.WriteString("key"u8, key);
        }

        if (Utf8.IsValid(letter.Rejection.Original))
        {
            json.WriteString("original"u8, letter.Rejection.Original);
        }
        else
        {
            json.WriteBase64String("original_base64"u8, letter.Rejection.Original);
        }

        json.WriteEndObject();
    }
}
