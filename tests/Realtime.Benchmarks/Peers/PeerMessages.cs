using System.Text.Json.Serialization;

namespace Realtime.Benchmarks.Peers;

/// <summary>A reading as a class, the way most programs would write it. Immutable once it is sent, and told so to those who would copy it.</summary>
[GenerateSerializer]
[Immutable]
public sealed class PeerReading
{
    [Id(0)]
    [JsonPropertyName("id")]
    public string Id { get; set; } = "";

    [Id(1)]
    [JsonPropertyName("time")]
    public DateTimeOffset Time { get; set; }

    [Id(2)]
    [JsonPropertyName("type")]
    public string Type { get; set; } = "";

    [Id(3)]
    [JsonPropertyName("value")]
    public double Value { get; set; }

    [Id(4)]
    [JsonPropertyName("unit")]
    public string Unit { get; set; } = "";
}

/// <summary>A frame of readings.</summary>
public sealed class PeerFrame
{
    [JsonPropertyName("readings")]
    public IReadOnlyList<PeerReading> Readings { get; set; } = [];
}

/// <summary>All readings of one thing in a batch of records, decoded by the product's codec.</summary>
[GenerateSerializer]
[Immutable]
public sealed class PeerBatch
{
    [Id(0)]
    public string Id { get; set; } = "";

    [Id(1)]
    public IReadOnlyList<PeerPoint> Points { get; set; } = [];
}

/// <summary>A reading in a batch.</summary>
/// <param name="Ticks">Event time, UTC.</param>
/// <param name="Value">In the unit of the thing.</param>
[GenerateSerializer]
[Immutable]
public readonly record struct PeerPoint([property: Id(0)] long Ticks, [property: Id(1)] double Value);
