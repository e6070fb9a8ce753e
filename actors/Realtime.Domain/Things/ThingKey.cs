namespace Realtime.Domain;

/// <summary>What a thing is; decides its state machine and the telemetry topic its readings travel in.</summary>
public enum ThingKind
{
    /// <summary>A fixed measuring point: river, tide, rain, people flow, any scalar.</summary>
    Sensor,

    /// <summary>An evacuation shelter.</summary>
    Shelter,

    /// <summary>Anything that moves and reports its position.</summary>
    Vehicle,

    /// <summary>A household under TV watch-over.</summary>
    Household,

    /// <summary>A channel itself: the path by which readings arrive. It has no registration; it exists once its first heartbeat came.</summary>
    Channel,
}

/// <summary>
/// Address of a thing: kind and id. Two things of different kinds may share an id.
/// Text form <c>sensor/lk-hanwella</c>; the partition is decided by the id alone, because the id is the Kafka key.
/// </summary>
/// <param name="Kind">The kind.</param>
/// <param name="Id">Non-empty, at most <see cref="Limits.ThingIdLengthMax"/> characters, unique within its kind.</param>
public readonly record struct ThingKey(ThingKind Kind, string Id) : IComparable<ThingKey>
{
    /// <summary>Ordinal order by kind, then id: every listing and every tie between deadlines uses it, so that replays agree.</summary>
    public int CompareTo(ThingKey other)
    {
        int byKind = Kind.CompareTo(other.Kind);
        return byKind != 0 ? byKind : string.CompareOrdinal(Id, other.Id);
    }

    public override string ToString() => $"{Name(Kind)}/{Id}";

    public static bool operator <(ThingKey left, ThingKey right) => left.CompareTo(right) < 0;

    public static bool operator >(ThingKey left, ThingKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(ThingKey left, ThingKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ThingKey left, ThingKey right) => left.CompareTo(right) >= 0;

    /// <summary>The lower-case name of a kind as it stands in records, topics and addresses.</summary>
    public static string Name(ThingKind kind) => kind switch
    {
        ThingKind.Sensor => "sensor",
        ThingKind.Shelter => "shelter",
        ThingKind.Vehicle => "vehicle",
        ThingKind.Household => "household",
        ThingKind.Channel => "channel",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown kind of thing"),
    };

    /// <summary>Reads the text form; false when the text is not an address.</summary>
    public static bool TryParse(string? text, out ThingKey key)
    {
        key = default;
        int slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (slash <= 0 || slash == text!.Length - 1 || !TryParseKind(text[..slash], out ThingKind kind))
        {
            return false;
        }

        key = new ThingKey(kind, text[(slash + 1)..]);
        return true;
    }

    /// <summary>Reads a kind's name; false when there is no such kind.</summary>
    public static bool TryParseKind(string? name, out ThingKind kind)
    {
        foreach (ThingKind candidate in Enum.GetValues<ThingKind>())
        {
            if (string.Equals(Name(candidate), name, StringComparison.Ordinal))
            {
                kind = candidate;
                return true;
            }
        }

        kind = default;
        return false;
    }
}
