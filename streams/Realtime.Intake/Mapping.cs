using System.Text.Json.Nodes;

namespace Realtime.Intake;

/// <summary>
/// How one foreign model becomes records of ours: which documents it is for, where their items are, and what is written for each.
/// Read from a mapping file; the format of those files is documented in <c>docs/intake.md</c>.
/// </summary>
/// <param name="Name">Name of the mapping, for messages.</param>
/// <param name="Format">The document format it reads.</param>
/// <param name="Items">Path to the list of items; empty = the document itself, or its elements when it is a list.</param>
/// <param name="Match">An item is this mapping's when every path holds the given text; <c>*</c> = holds anything.</param>
/// <param name="Require">Paths that an item of this mapping has to hold; one without is refused and named.</param>
/// <param name="Outputs">What is written for each item.</param>
internal sealed record Mapping(
    string Name, string Format, string Items, IReadOnlyDictionary<string, string> Match, IReadOnlyList<string> Require, IReadOnlyList<MappingOutput> Outputs)
{
    /// <summary>Each document is a whole list: what it does not name is absent from it; null = a document says nothing about what it does not name.</summary>
    public MappingList? List { get; init; }

    /// <exception cref="UnreadableException">The item lacks something that the mapping requires.</exception>
    public void Check(JsonNode item, JsonNode root)
    {
        if (Require.FirstOrDefault(path => JsonPath.Find(item, root, path) is null) is { } missing)
        {
            throw new UnreadableException(Domain.RejectReason.MissingField, $"{missing} is missing");
        }
    }

    /// <summary>Whether an item is for this mapping.</summary>
    public bool Fits(JsonNode item, JsonNode root) => Match.All(rule => JsonPath.Text(JsonPath.Find(item, root, rule.Key)) is { } text && (rule.Value == "*" || rule.Value == text));
}

/// <summary>One record to write.</summary>
/// <param name="To"><c>sensor</c>, <c>shelter</c>, <c>vehicle</c>, <c>household</c> or <c>registry</c>.</param>
/// <param name="Fields">Our field's name and where its value comes from.</param>
internal sealed record MappingOutput(string To, IReadOnlyList<KeyValuePair<string, ValueRule>> Fields)
{
    /// <summary>The record as JSON, in the format of <c>docs/records.md</c>; fields without a value are left out.</summary>
    public JsonObject Write(JsonNode item, JsonNode root)
    {
        var record = new JsonObject();
        foreach ((string name, ValueRule rule) in Fields)
        {
            if (rule.Evaluate(item, root) is { } value)
            {
                record[name] = value;
            }
        }

        return record;
    }
}
