using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Cluster.Http;

/// <summary>
/// A command to send a message: <c>{"text", "by", "drill", "kind", "municipality", "area", "area_by", "thing"}</c>, and the header
/// <c>Idempotency-Key</c>, with which the same command can be repeated safely.
/// </summary>
public static class MessageRequest
{
    private const int NameLengthMax = 200;
    private static readonly string[] Known = ["text", "by", "drill", "kind", "municipality", "area", "area_by", "thing"];

    /// <summary>Reads the command. Null with one sentence when it makes no sense.</summary>
    public static async Task<(CityMessage? Message, string Fault)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        string key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length is 0 or > NameLengthMax)
        {
            return (null, $"The header Idempotency-Key is required (at most {NameLengthMax} characters); the same key again is the same message.");
        }

        if (!request.HasJsonContentType())
        {
            return (null, "The body must be JSON (Content-Type: application/json).");
        }

        try
        {
            using JsonDocument document = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancellation);
            return Check(CityMessage.IdOf(key), document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return (null, "The body must be a JSON object such as {\"text\":\"避難してください\",\"area\":\"37387 綾川町\",\"by\":\"duty officer\"}; drill is true or false, all else is text.");
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            return (null, $"The body must have at most {Acknowledgement.BodyBytesMax} bytes and must be complete.");
        }
    }

    private static (CityMessage? Message, string Fault) Check(string id, JsonElement root)
    {
        if (root.EnumerateObject().FirstOrDefault(field => !Known.Contains(field.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
        {
            return (null, $"{unknown.Name} is not known; a wrong name must not widen whom a message reaches.");
        }

        string text = Text(root, "text") ?? "";
        if (text.Length is 0 or > Limits.MessageTextLengthMax || Known.Select(name => root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "").Any(IsForged))
        {
            return (null, $"text is required (at most {Limits.MessageTextLengthMax} characters); nothing may hold control characters.");
        }

        AreaDivision by = AreaDivision.District;
        ThingKind kind = default;
        ThingKey thing = default;
        if ((Text(root, "area_by") is { } division && !Areas.TryParse(division, out by))
            || (Text(root, "kind") is { } kindName && (!ThingKey.TryParseKind(kindName, out kind) || kind == ThingKind.Channel))
            || (Text(root, "thing") is { } address && !ThingKey.TryParse(address, out thing)))
        {
            return (null, "kind is sensor, shelter, vehicle or household; area_by is a division of the areas; thing is kind/id.");
        }

        var scope = new MessageScope(
            Text(root, "kind") is null ? null : kind, Text(root, "municipality"), by, Text(root, "area"), Text(root, "thing") is null ? null : thing);
        bool drill = root.TryGetProperty("drill", out JsonElement flag) && flag.GetBoolean();
        return scope.IsEmpty
            ? (null, "Say whom it is for: kind, municipality, area or thing.")
            : (new CityMessage(id, text, scope, drill, Text(root, "by") ?? "console"), "");
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.GetString()?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A line break would let a text forge lines of a screen or a log.</summary>
    private static bool IsForged(string text) => text.Length > Limits.MessageTextLengthMax || text.Any(char.IsControl);
}
