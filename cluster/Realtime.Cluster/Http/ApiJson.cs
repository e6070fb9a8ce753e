using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Realtime.Domain;

namespace Realtime.Cluster.Http;

/// <summary>How the API writes JSON: camel case names, enumerations as words with hyphens, things as <c>sensor/lk-hanwella</c>.</summary>
public static class ApiJson
{
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        // The answers are never embedded in HTML, so Japanese names may stay readable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new ThingKeyConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
    }

    private sealed class ThingKeyConverter : JsonConverter<ThingKey>
    {
        public override ThingKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && ThingKey.TryParse(reader.GetString(), out ThingKey key)
                ? key
                : throw new JsonException("a thing is written as kind/id");

        public override void Write(Utf8JsonWriter writer, ThingKey value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
