using Realtime.LoadGen.Ledger;

namespace Realtime.LoadGen.Oracle;

/// <summary>
/// What must come out of what went in, by brute force over the whole history of each thing. It shares no code with the product's
/// state machines on purpose: two different computations that agree are worth more than one that agrees with itself.
/// Not followed: drills, lists of a source, release levels, silence limits that depend on the level, thresholds inside readings, shelters' mains power, stalled channels (these depend on the receiver's clock).
/// </summary>
public static class CityOracle
{
    /// <summary>Name of the rule for sensors and vehicles.</summary>
    public const string Silence = "silence";

    /// <summary>Name of the rule for households' sets.</summary>
    public const string DeviceSilent = "device-silent";

    /// <summary>The rules whose alerts are foretold; alerts of other rules are not judged.</summary>
    public static readonly IReadOnlySet<string> Rules =
        new HashSet<string>(StringComparer.Ordinal) { StageOracle.Rule, Silence, NoViewingOracle.Rule, DeviceSilent, FullnessOracle.Rule };

    /// <summary>Every alert of every thing that can be judged.</summary>
    public static IReadOnlyList<ExpectedAlert> Expect(LedgerHistory history) => [.. history.Things().SelectMany(Expect)];

    private static IEnumerable<ExpectedAlert> Expect(ThingHistory history)
    {
        if (history.Registration is not { Retired: not true } registration)
        {
            return [];
        }

        return history.Thing[..history.Thing.IndexOf('/', StringComparison.Ordinal)] switch
        {
            "sensor" => [.. Stages(history, registration), .. Silences(history, registration)],
            "vehicle" => Silences(history, registration),
            "shelter" => FullnessOracle.Expect(history, registration.CapacityPersons, registration.NearlyFullShare ?? 0.8),
            "household" => Household(history, registration),
            _ => [],
        };
    }

    private static IEnumerable<ExpectedAlert> Stages(ThingHistory history, LedgerLine registration) =>
        registration.Stages is { Count: > 0 } stages ? StageOracle.Expect(history, stages, registration.DeadBand ?? 0, Doubts(registration)) : [];

    private static DoubtRule? Doubts(LedgerLine registration) => registration is { Confirm: true, RiseMaxM: { } rise, RecentLimitS: { } recent }
        ? new DoubtRule(registration.Water, rise, TimeSpan.FromSeconds(recent))
        : null;

    private static IEnumerable<ExpectedAlert> Silences(ThingHistory history, LedgerLine registration) => registration.SilenceLimitS is { } limit
        ? SilenceOracle.Expect(Silence, history, TimeSpan.FromSeconds(limit), alsoNeverHeard: registration.Channel is not null)
        : [];

    private static IEnumerable<ExpectedAlert> Household(ThingHistory history, LedgerLine registration)
    {
        TimeSpan deviceSilent = TimeSpan.FromSeconds(registration.DeviceSilentLimitS ?? 600);
        IEnumerable<ExpectedAlert> device = SilenceOracle.Expect(DeviceSilent, history, deviceSilent, alsoNeverHeard: false);
        return registration.NoViewingLimitS is { } limit
            ? [.. device, .. NoViewingOracle.Expect(history, TimeSpan.FromSeconds(limit), deviceSilent, registration.ViewingPowerW ?? 20)]
            : device;
    }
}
