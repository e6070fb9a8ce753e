namespace Realtime.Domain;

/// <summary>
/// The Kafka topics. All of them have the same partition count, and partition p of each belongs to shard p:
/// a thing's readings, registration, results and alerts never leave the node that owns the shard.
/// </summary>
public static class Topics
{
    public const string Sensor = "telemetry.sensor";
    public const string Shelter = "telemetry.shelter";
    public const string Vehicle = "telemetry.vehicle";
    public const string Household = "telemetry.household";

    /// <summary>Compacted: the last registration of each thing.</summary>
    public const string Registry = "registry";

    /// <summary>Time-series points for the historian and anybody else.</summary>
    public const string Results = "results";

    /// <summary>Every change of every alert, keyed by thing.</summary>
    public const string Alerts = "alerts";

    /// <summary>Messages to devices, keyed by thing; a device answers in its telemetry topic.</summary>
    public const string Messages = "messages";

    /// <summary>Records that could not be taken, with their original bytes, position and reason.</summary>
    public const string DeadLetter = "dead-letter";

    /// <summary>Documents of foreign formats, which become records of the input topics.</summary>
    public const string Intake = "intake";

    /// <summary>Canaries that have flown through a partition: the far end of the dead-man's switch.</summary>
    public const string Canary = "canary";

    /// <summary>The topics a partition consumes; the index in this list is the topic's number in stored offsets, so only append.</summary>
    public static readonly IReadOnlyList<string> Inputs = [Registry, Sensor, Shelter, Vehicle, Household];

    /// <summary>
    /// Which topic a partition reads first when it cannot read all: what is known of the things, then rivers, tides, homes and shelters, and
    /// positions of vehicles last. Nothing is left out; the rest waits in its topic.
    /// </summary>
    /// <param name="topicNumber">Index in <see cref="Inputs"/>.</param>
    /// <returns>0 = first.</returns>
    public static int Turn(int topicNumber) => Inputs[topicNumber] switch { Registry => 0, Vehicle => 2, _ => 1 };

    /// <summary>Every topic of the product.</summary>
    public static readonly IReadOnlyList<string> All = [Registry, Sensor, Shelter, Vehicle, Household, Results, Alerts, Messages, DeadLetter, Intake, Canary];

    /// <summary>How long a topic keeps its records when the product makes it; null = for ever, the newest of each key.</summary>
    public static TimeSpan? Retention(string topic) => topic switch
    {
        Registry => null,
        Alerts => TimeSpan.FromDays(90),
        DeadLetter => TimeSpan.FromDays(30),
        _ => TimeSpan.FromDays(7),
    };

    /// <summary>The telemetry topic of a kind of thing.</summary>
    public static string For(ThingKind kind) => kind switch
    {
        ThingKind.Sensor => Sensor,
        ThingKind.Shelter => Shelter,
        ThingKind.Vehicle => Vehicle,
        ThingKind.Household => Household,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a channel has no telemetry topic of its own"),
    };
}
