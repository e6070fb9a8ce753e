using System.Text.Json.Nodes;

namespace Realtime.Tests.Dashboards;

/// <summary>
/// Reads the part of YAML that the provisioning files keep to: block maps and lists, plain or quoted scalars, comments on lines of their own.
/// Whatever else stands in a file is refused, so that nothing is read other than Grafana would read it.
/// </summary>
internal static class PlainYaml
{
    public static JsonNode Read(string text)
    {
        List<(int Indent, string Text)> lines = [.. text.Split('\n')
            .Where(line => line.Trim().Length > 0 && line.TrimStart()[0] != '#')
            .SelectMany(line => Lines(line.Length - line.TrimStart().Length, line.TrimStart()))];
        int at = 0;
        JsonNode node = Block(lines, ref at, 0);
        return at == lines.Count ? node : throw new InvalidDataException($"not understood: {lines[at].Text}");
    }

    /// <summary>"- a: 1" is an item and, further in, a line of its own.</summary>
    private static IEnumerable<(int Indent, string Text)> Lines(int indent, string text)
    {
        while (text.StartsWith("- ", StringComparison.Ordinal))
        {
            yield return (indent, "-");
            indent += 2;
            text = text[2..];
        }

        yield return (indent, text);
    }

    private static JsonNode Block(List<(int Indent, string Text)> lines, ref int at, int indent)
    {
        if (lines[at].Text == "-")
        {
            var list = new JsonArray();
            while (at < lines.Count && lines[at] == (indent, "-"))
            {
                at++;
                list.Add(Block(lines, ref at, lines[at].Indent));
            }

            return list;
        }

        if (!lines[at].Text.Contains(": ", StringComparison.Ordinal) && lines[at].Text[^1] != ':')
        {
            return Scalar(lines[at++].Text);
        }

        var map = new JsonObject();
        while (at < lines.Count && lines[at].Indent == indent && lines[at].Text != "-")
        {
            string[] parts = lines[at++].Text.Split(':', 2, StringSplitOptions.TrimEntries);
            map.Add(parts[0], parts[1].Length > 0 ? Scalar(parts[1]) : Block(lines, ref at, lines[at].Indent));
        }

        return map;
    }

    private static JsonValue Scalar(string text) => text[0] switch
    {
        '"' when text[^1] == '"' && text.Length > 1 && !text.Contains('\\', StringComparison.Ordinal) => JsonValue.Create(text[1..^1]),
        '"' or '\'' or '[' or '{' or '&' or '*' or '|' or '>' or '!' or '%' or '@' or '`' => throw new InvalidDataException($"not understood: {text}"),
        _ when text.Contains(" #", StringComparison.Ordinal) => throw new InvalidDataException($"a comment needs a line of its own: {text}"),
        _ when text is "true" or "false" => JsonValue.Create(text == "true"),
        _ when int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out int number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };
}
