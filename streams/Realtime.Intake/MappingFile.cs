using System.Text.Json;
using System.Text.Json.Nodes;
using Realtime.Domain;
using Realtime.Intake.Formats;

namespace Realtime.Intake;

/// <summary>Reads mapping files. A name that nobody knows is refused: a misspelt word must not be ignored in silence.</summary>
internal static class MappingFile
{
    private static readonly string[] Targets = [.. Topics.Inputs.Select(topic => topic[(topic.IndexOf('.', StringComparison.Ordinal) + 1)..])];

    /// <param name="name">File name, for messages.</param>
    /// <param name="bytes">The file.</param>
    /// <exception cref="FormatException">The file is wrong; the message names the file and the place.</exception>
    public static Mapping Read(string name, byte[] bytes)
    {
        try
        {
            return Read(Path.GetFileNameWithoutExtension(name), AsObject(JsonNode.Parse(bytes), "the file"));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw new FormatException($"The mapping {name} cannot be used: {fault.Message}", fault);
        }
    }

    private static Mapping Read(string name, JsonObject file)
    {
        Only(file, "the file", "about", "format", "items", "match", "require", "list", "write");
        string format = Text(file, "format") ?? throw new FormatException("\"format\" is missing");
        if (DocumentFormats.Find(format) is null)
        {
            throw new FormatException($"the format \"{format}\" is not known; there are {DocumentFormats.Names}");
        }

        JsonObject match = file["match"] is null ? [] : AsObject(file["match"], "\"match\"");
        JsonArray outputs = file["write"] as JsonArray ?? throw new FormatException("\"write\" has to be a list of records to write");
        return new Mapping(
            name,
            format,
            Text(file, "items") ?? "",
            match.ToDictionary(rule => rule.Key, rule => rule.Value?.GetValue<string>() ?? "*"),
            [.. (file["require"]?.AsArray() ?? []).Select(path => path!.GetValue<string>())],
            [.. outputs.Select(output => ReadOutput(AsObject(output, "an element of \"write\"")))])
        {
            List = file["list"] is null ? null : ReadList(AsObject(file["list"], "\"list\"")),
        };
    }

    private static MappingList ReadList(JsonObject list)
    {
        Only(list, "\"list\"", "channel", "time", "expected_interval_s", "covers");
        string channel = Text(list, "channel") ?? "";
        double interval = list["expected_interval_s"]?.GetValue<double>() ?? 0;
        return channel.Length is > 0 and <= Limits.ThingIdLengthMax && interval > 0 && list["time"] is { } time
            ? new MappingList(channel, ReadRule("list", time), interval, Text(list, "covers") ?? "")
            : throw new FormatException("\"list\" needs \"channel\", \"time\" and \"expected_interval_s\"");
    }

    private static MappingOutput ReadOutput(JsonObject output)
    {
        Only(output, "a record to write", "to", "fields");
        string to = Text(output, "to") ?? "";
        return Targets.Contains(to)
            ? new MappingOutput(to, Rules(AsObject(output["fields"], "\"fields\"")))
            : throw new FormatException($"\"to\" is \"{to}\"; it has to be one of {string.Join(", ", Targets)}");
    }

    private static KeyValuePair<string, ValueRule>[] Rules(JsonObject fields) =>
        [.. fields.Select(field => KeyValuePair.Create(field.Key, ReadRule(field.Key, field.Value)))];

    private static ValueRule ReadRule(string field, JsonNode? node)
    {
        if (node is JsonValue path)
        {
            return new ValueRule { From = [path.GetValue<string>()] };
        }

        JsonObject rule = AsObject(node, $"the rule of {field}");
        Only(rule, $"the rule of {field}", "from", "const", "prefix", "minus", "scale", "units", "number", "map", "time", "object", "list");
        return new ValueRule
        {
            From = rule["from"] switch { null => [], JsonArray many => [.. many.Select(one => one!.GetValue<string>())], { } one => [one.GetValue<string>()] },
            Constant = rule["const"]?.DeepClone(),
            Prefix = Text(rule, "prefix") ?? "",
            Minus = Text(rule, "minus"),
            Scale = rule["scale"]?.GetValue<double>(),
            Units = rule["units"]?.AsObject().ToDictionary(unit => unit.Key, unit => unit.Value!.GetValue<double>()),
            Number = rule["number"]?.GetValue<bool>() ?? false,
            Map = rule["map"]?.AsObject().ToDictionary(entry => entry.Key, entry => entry.Value?.DeepClone()),
            Time = rule["time"] is null ? null : ReadTime(AsObject(rule["time"], "\"time\"")),
            Object = rule["object"] is null ? null : Rules(AsObject(rule["object"], "\"object\"")),
            List = rule["list"]?.AsArray().Select(element => ReadRule(field, element)).ToArray(),
        };
    }

    private static TimeRule ReadTime(JsonObject time)
    {
        Only(time, "\"time\"", "zone", "pattern", "unix");
        string unix = Text(time, "unix") ?? "";
        return unix is "" or "s" or "ms"
            ? new TimeRule(Text(time, "zone") ?? "", Text(time, "pattern") ?? "", unix)
            : throw new FormatException($"\"unix\" is \"{unix}\"; it has to be s or ms");
    }

    private static string? Text(JsonObject node, string name) => node[name]?.GetValue<string>();

    private static JsonObject AsObject(JsonNode? node, string what) => node as JsonObject ?? throw new FormatException($"{what} has to be an object");

    private static void Only(JsonObject node, string what, params string[] names)
    {
        string? unknown = node.Select(field => field.Key).FirstOrDefault(name => !names.Contains(name));
        if (unknown is not null)
        {
            throw new FormatException($"{what} holds \"{unknown}\"; known are {string.Join(", ", names)}");
        }
    }
}
