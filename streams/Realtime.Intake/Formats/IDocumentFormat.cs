using System.Text.Json.Nodes;

namespace Realtime.Intake.Formats;

/// <summary>Reads one foreign format into a JSON document that mappings can walk.</summary>
internal interface IDocumentFormat
{
    /// <summary>Name by which senders and mapping files call it, for example <c>ngsi</c>.</summary>
    string Name { get; }

    /// <summary>The whole document.</summary>
    /// <exception cref="UnreadableException">It is not of this format.</exception>
    JsonNode Read(ReadOnlyMemory<byte> bytes);
}
