using System.Security.Cryptography;
using System.Text;

namespace Realtime.Domain;

/// <summary>Which things a message is for: all of what is given has to fit. At least one part has to be given.</summary>
/// <param name="Kind">Null = every kind.</param>
/// <param name="Municipality">Null = every owner.</param>
/// <param name="By">Division of <paramref name="Area"/>.</param>
/// <param name="Area">Code of an area; null = everywhere.</param>
/// <param name="Thing">One thing: a reminder on one household's screen. Null = all that fit.</param>
public sealed record MessageScope(ThingKind? Kind = null, string? Municipality = null, AreaDivision By = AreaDivision.District, string? Area = null, ThingKey? Thing = null)
{
    /// <summary>Nothing is given: that would be everybody, by mistake.</summary>
    public bool IsEmpty => Kind is null && Municipality is null && Area is null && Thing is null;

    /// <summary>
    /// Whether the message is for this thing: in service, registered, within the scope. A drill never goes to a household: a family must not
    /// be frightened by an exercise.
    /// </summary>
    public bool Covers(ThingView thing, bool drill) =>
        thing.Registered
        && thing.Status != "retired"
        && !(drill && thing.Key.Kind == ThingKind.Household)
        && (Thing is null || thing.Key == Thing)
        && (Kind is null || thing.Key.Kind == Kind)
        && (Municipality is null || thing.Municipality == Municipality)
        && (Area is null || Areas.CodeOf(thing, By) == Area);
}

/// <summary>One message of an operator to the things of an area. Source: own; the hazards it tells of are the operator's words.</summary>
/// <param name="Id">From the caller's idempotency key: the same command again is the same message.</param>
/// <param name="Text">What is shown.</param>
/// <param name="Scope">Whom it is for.</param>
/// <param name="Drill">訓練: marked to the end.</param>
/// <param name="By">Who sent it.</param>
public sealed record CityMessage(string Id, string Text, MessageScope Scope, bool Drill, string By)
{
    /// <summary>First 16 bytes of SHA-256 over the caller's key, as lower-case hex.</summary>
    public static string IdOf(string idempotencyKey) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"message\n{idempotencyKey}")).AsSpan(0, 16));
}

/// <summary>What a device says about a message.</summary>
public enum MessageOutcome
{
    /// <summary>It could not be shown; a later record may say that it was after all.</summary>
    Failed,

    /// <summary>The device has it.</summary>
    Delivered,

    /// <summary>A person can see it, or has seen it.</summary>
    Shown,
}

/// <summary>Where a message stands at one thing.</summary>
/// <param name="Message">Id of the message.</param>
/// <param name="Outcome">What the device said.</param>
/// <param name="Time">When it said so, event time.</param>
/// <param name="Reason">Why it failed, in the device's words; empty otherwise.</param>
public sealed record Delivery(string Message, MessageOutcome Outcome, DateTimeOffset Time, string Reason = "")
{
    /// <summary>
    /// The state after another word of the device: what was shown stays shown, a success after a failure counts, and a repeat or an older
    /// word changes nothing.
    /// </summary>
    public Delivery After(Delivery next) =>
        next.Outcome > Outcome || (next.Outcome == Outcome && next.Time > Time) ? next : this;
}

/// <summary>A device's word about a message; travels in the telemetry topic of its kind and never reaches the rules.</summary>
public sealed record DeliveryReading : Reading
{
    public override ThingKind Kind => ThingKind;

    /// <summary>The kind of its topic.</summary>
    public required ThingKind ThingKind { get; init; }

    /// <summary>Id of the message.</summary>
    public required string Message { get; init; }

    public required MessageOutcome Outcome { get; init; }

    /// <summary>Why it failed; empty otherwise.</summary>
    public string Reason { get; init; } = "";
}
