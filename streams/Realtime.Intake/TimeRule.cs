using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Realtime.Domain;

namespace Realtime.Intake;

/// <summary>How a foreign time becomes ISO 8601 with an offset.</summary>
/// <param name="Zone">Offset of times that state none, for example <c>+09:00</c>; empty = such times are refused by the record's own rules.</param>
/// <param name="Pattern">.NET pattern of a time that is not ISO 8601; empty = ISO 8601.</param>
/// <param name="Unix">The value counts seconds (<c>s</c>) or milliseconds (<c>ms</c>) since 1970; empty = it is a text.</param>
internal sealed partial record TimeRule(string Zone, string Pattern, string Unix)
{
    /// <exception cref="UnreadableException">The value is not such a time.</exception>
    public JsonNode Convert(JsonNode found, string path)
    {
        string text = JsonPath.Text(found) ?? "";
        if (Unix.Length > 0)
        {
            return FromUnix(text, path);
        }

        if (Pattern.Length > 0)
        {
            text = DateTime.TryParseExact(text, Pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local)
                ? local.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)
                : throw new UnreadableException(RejectReason.BadTime, $"{path} is \"{text}\", but a time such as {Pattern} is expected");
        }

        // An interval (dateObserved of the Smart Data Models) ends where its reading is known.
        text = text[(text.LastIndexOf('/') + 1)..];
        return Offset().IsMatch(text) ? text : text + Zone;
    }

    private JsonNode FromUnix(string text, string path)
    {
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long count) || count > 253_402_300_799_000)
        {
            throw new UnreadableException(RejectReason.BadTime, $"{path} is \"{text}\", but {(Unix == "s" ? "seconds" : "milliseconds")} since 1970 are expected");
        }

        TimeSpan since = Unix == "s" ? TimeSpan.FromSeconds(Math.Min(count, 253_402_300_799)) : TimeSpan.FromMilliseconds(count);
        return DateTimeOffset.UnixEpoch.Add(since).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("(Z|[+-][0-9]{2}:?[0-9]{2})$")]
    private static partial Regex Offset();
}
