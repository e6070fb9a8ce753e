using System.Text.Json.Nodes;

namespace Realtime.Intake;

/// <summary>
/// How a document that is a whole list ends: with a heartbeat of its channel that says so. Sensors bound to the channel which the list does not name are
/// absent from it. A list that never came says nothing, because nothing is written for it.
/// </summary>
/// <param name="Channel">Id of the channel; readings of the list are bound to it.</param>
/// <param name="Time">When the list was made, from the document.</param>
/// <param name="ExpectedIntervalS">Seconds between two lists.</param>
/// <param name="Covers">What the list covers, in words.</param>
internal sealed record MappingList(string Channel, ValueRule Time, double ExpectedIntervalS, string Covers)
{
    /// <summary>The heartbeat as a record of <c>docs/records.md</c>.</summary>
    /// <exception cref="UnreadableException">The document does not say when it was made.</exception>
    public JsonObject Write(JsonNode root) => new()
    {
        ["channel"] = Channel,
        ["time"] = Time.Evaluate(root, root) ?? throw new UnreadableException(Domain.RejectReason.MissingField, "the list does not say when it was made"),
        ["expected_interval_s"] = ExpectedIntervalS,
        ["covers"] = Covers,
        ["list"] = true,
    };
}
