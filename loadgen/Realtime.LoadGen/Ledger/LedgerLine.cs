using System.Text.Json;
using System.Text.Json.Serialization;

namespace Realtime.LoadGen.Ledger;

/// <summary>
/// One line of the ground-truth ledger: a reading, a heartbeat in one partition, or a registration, with what became of it and with
/// everything the oracle needs. JSON with snake_case names; absent = not said. A frame makes one line per reading, told apart by <see cref="Index"/>.
/// </summary>
public sealed record LedgerLine
{
    public const string Reading = "reading";
    public const string Beat = "beat";
    public const string Registration = "registration";

    /// <summary>A record that nobody may take.</summary>
    public const string Poison = "poison";

    /// <summary>When it went to the client library.</summary>
    public DateTimeOffset SentAt { get; init; }

    /// <summary>When the schedule wanted it sent.</summary>
    public DateTimeOffset IntendedAt { get; init; }

    public required string Topic { get; init; }

    public required int Partition { get; init; }

    /// <summary>-1 = none known.</summary>
    public long Offset { get; init; } = -1;

    /// <summary>0-based index in a frame.</summary>
    public int Index { get; init; }

    /// <summary><c>ok</c> (must count), <c>unknown</c> (may count) or <c>failed</c> (must not count).</summary>
    public required string Outcome { get; init; }

    /// <summary>One of the constants above.</summary>
    public required string What { get; init; }

    /// <summary><c>sensor/lk-hanwella</c>; absent for heartbeats.</summary>
    public string? Thing { get; init; }

    /// <summary>The channel that sends a heartbeat or vouches for a reading.</summary>
    public string? Channel { get; init; }

    /// <summary>Event time.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary><c>missing</c> or <c>suspect</c>; absent = good.</summary>
    public string? Quality { get; init; }

    public bool? Drill { get; init; }

    /// <summary>Sensors: the type, absent for levels of rivers.</summary>
    public string? Type { get; init; }

    /// <summary>Sensors, in the sensor's unit.</summary>
    public double? Value { get; init; }

    /// <summary>Sensors: whether it is a river or tide gauge; absent in a registration that does not name the type.</summary>
    public bool? Water { get; init; }

    /// <summary>Sensors: the reading came from a list of its source.</summary>
    public bool? Listed { get; init; }

    public bool? Open { get; init; }

    public int? Evacuees { get; init; }

    /// <summary>Shelters: sent with a report, or registered.</summary>
    public int? CapacityPersons { get; init; }

    /// <summary>Shelters: mains power.</summary>
    public bool? Power { get; init; }

    /// <summary>Vehicles.</summary>
    public bool? OnDuty { get; init; }

    public bool? Viewing { get; init; }

    public double? PowerW { get; init; }

    /// <summary>Heartbeats: event seconds between two of them.</summary>
    public double? IntervalS { get; init; }

    public bool? Closed { get; init; }

    /// <summary>Rising thresholds.</summary>
    public IReadOnlyList<LedgerStage>? Stages { get; init; }

    public double? DeadBand { get; init; }

    /// <summary>An episode that was above this level is over at or below that stage's threshold.</summary>
    public int? ReleaseLevel { get; init; }

    /// <summary>Whether a stage out of nowhere needs a second reading.</summary>
    public bool? Confirm { get; init; }

    /// <summary>Fastest rise that is believed, metres in ten minutes.</summary>
    public double? RiseMaxM { get; init; }

    /// <summary>A reading not older than this is compared with the next.</summary>
    public double? RecentLimitS { get; init; }

    public double? SilenceLimitS { get; init; }

    /// <summary>Silence limit below the lowest stage.</summary>
    public double? QuietSilenceLimitS { get; init; }

    public double? NoViewingLimitS { get; init; }

    public double? ViewingPowerW { get; init; }

    public double? DeviceSilentLimitS { get; init; }

    public double? NearlyFullShare { get; init; }

    public bool? Retired { get; init; }
}

/// <summary>One threshold of a station.</summary>
public sealed record LedgerStage(int Level, double Value);

/// <summary>How lines are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LedgerLine))]
internal sealed partial class LedgerJson : JsonSerializerContext;
