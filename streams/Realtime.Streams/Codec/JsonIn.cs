using System.Text;
using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>Reads the product's own output records; they are off the hot path, so a document is good enough.</summary>
internal static class JsonIn
{
    /// <summary>Parses an object and turns every kind of damage into one <see cref="FormatException"/>.</summary>
    public static T Parse<T>(ReadOnlyMemory<byte> value, Func<JsonElement, T> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(value);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new FormatException($"the record cannot be read: {e.Message}", e);
        }
    }

    public static string Text(this JsonElement root, string name) =>
        root.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    public static string TextOr(this JsonElement root, string name, string absent) =>
        root.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? absent : absent;

    public static bool FlagOr(this JsonElement root, string name, bool absent) =>
        root.TryGetProperty(name, out JsonElement value) ? value.GetBoolean() : absent;

    public static DateTimeOffset Time(this JsonElement root, string name) =>
        Iso8601.Parse(Encoding.UTF8.GetBytes(root.Text(name)), out string? fault) ?? throw new FormatException($"{name} {fault}");

    public static ThingKey Thing(this JsonElement root) =>
        ThingKey.TryParseKind(root.Text("kind"), out ThingKind kind) ? new ThingKey(kind, root.Text("id")) : throw new FormatException("unknown kind");

    public static IEnumerable<JsonProperty> Members(this JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) ? value.EnumerateObject() : [];
}
