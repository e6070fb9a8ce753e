using System.Text.Json;

namespace Realtime.Cluster.Http;

/// <summary>Who takes care of an alert, and what they say.</summary>
/// <param name="By">Name or role; "console" when nobody was named.</param>
/// <param name="Comment">Free text; may be empty.</param>
public sealed record Acknowledgement(string By, string Comment)
{
    /// <summary>Largest body, bytes.</summary>
    public const int BodyBytesMax = 16 * 1024;

    private const string Nobody = "console";
    private const int ByLengthMax = 100;
    private const int CommentLengthMax = 1_000;

    /// <summary>Reads a JSON object, a form, or nothing. Null with one sentence when the body makes no sense.</summary>
    public static async Task<(Acknowledgement? Request, string Fault)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            if (request.HasFormContentType)
            {
                IFormCollection form = await request.ReadFormAsync(cancellation);
                return Check(form["by"].ToString(), form["comment"].ToString());
            }

            return await ReadJsonAsync(request, cancellation);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text that is no Unicode, for example half of a surrogate pair.
            return (null, "The body must be a JSON object such as {\"by\":\"duty officer\",\"comment\":\"crew sent\"}, or empty.");
        }
        // A body that is too large, or a form that ends too early.
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            return (null, $"The body must have at most {BodyBytesMax} bytes and must be complete.");
        }
    }

    private static async Task<(Acknowledgement? Request, string Fault)> ReadJsonAsync(HttpRequest request, CancellationToken cancellation)
    {
        using MemoryStream body = new();
        await request.Body.CopyToAsync(body, cancellation);
        if (body.Length == 0)
        {
            return Check("", "");
        }

        if (!request.HasJsonContentType())
        {
            return (null, "The body must be JSON (Content-Type: application/json).");
        }

        using JsonDocument document = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("not an object");
        }

        return Check(Field(document.RootElement, "by"), Field(document.RootElement, "comment"));
    }

    private static string Field(JsonElement root, string name) =>
        !root.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null ? ""
        : value.ValueKind == JsonValueKind.String ? value.GetString()!
        : throw new JsonException(name + " is not a text");

    private static (Acknowledgement? Request, string Fault) Check(string by, string comment)
    {
        by = by.Trim();
        comment = comment.Trim();
        if (by.Length > ByLengthMax || comment.Length > CommentLengthMax)
        {
            return (null, $"by may have at most {ByLengthMax} characters, comment at most {CommentLengthMax}.");
        }

        // A line break would let a comment forge lines of the log.
        return by.Any(char.IsControl) || comment.Any(char.IsControl)
            ? (null, "by and comment must not hold control characters.")
            : (new Acknowledgement(by.Length == 0 ? Nobody : by, comment), "");
    }
}
