using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Realtime.Domain;

/// <summary>Names of the rules as they stand in alerts, time series and dashboards.</summary>
public static class Rules
{
    /// <summary>A station reached an official stage.</summary>
    public const string Stage = "stage";

    /// <summary>A sensor or vehicle sent nothing for longer than its limit while its channel was alive.</summary>
    public const string Silence = "silence";

    /// <summary>A scalar sensor does something its own past does not know.</summary>
    public const string Anomaly = "anomaly";

    /// <summary>A gauge sends what cannot be believed: the same old observation again and again.</summary>
    public const string GaugeFault = "gauge-fault";

    /// <summary>A gauge slowly leaves its neighbours in the same water.</summary>
    public const string Drift = "drift";

    /// <summary>Hourly rain in one of the upper classes of the JMA.</summary>
    public const string HeavyRain = "heavy-rain";

    /// <summary>A vehicle under remote supervision was not heard for seconds.</summary>
    public const string LostContact = "lost-contact";

    /// <summary>A vehicle left the corridor of its route.</summary>
    public const string Corridor = "corridor";

    /// <summary>A vehicle entered or left a zone that it must not enter or leave.</summary>
    public const string Geofence = "geofence";

    /// <summary>A vehicle's battery is nearly empty.</summary>
    public const string BatteryLow = "battery-low";

    /// <summary>A vehicle flies higher than permitted.</summary>
    public const string Altitude = "altitude";

    /// <summary>Nobody has watched TV for the registered time.</summary>
    public const string NoViewing = "no-viewing";

    /// <summary>A household's set cannot be seen; says nothing about the person.</summary>
    public const string DeviceSilent = "device-silent";

    /// <summary>More persons per hour than a place is meant for.</summary>
    public const string CrowdFlow = "crowd-flow";

    /// <summary>More persons per square metre than a place is meant for.</summary>
    public const string CrowdDensity = "crowd-density";

    /// <summary>More people than this weekday and hour ever have.</summary>
    public const string CrowdUnusual = "crowd-unusual";

    /// <summary>A people counter sees nobody where there are people.</summary>
    public const string CounterBlind = "counter-blind";

    /// <summary>A shelter is nearly full.</summary>
    public const string ShelterNearlyFull = "shelter-nearly-full";

    /// <summary>A shelter lost mains power while it was open.</summary>
    public const string ShelterPower = "shelter-power";

    /// <summary>A shelter holds more people than it can take.</summary>
    public const string ShelterOverCapacity = "shelter-over-capacity";

    /// <summary>A shelter's supplies will not last.</summary>
    public const string ShelterSupplies = "shelter-supplies";

    /// <summary>An open shelter is not fit for the hazard that is active.</summary>
    public const string ShelterHazard = "shelter-hazard";

    /// <summary>A channel stopped: nothing that depends on it can be judged.</summary>
    public const string ChannelStalled = "channel-stalled";

    /// <summary>Every rule, in the order of the <see cref="RuleBook"/>: a rule without an entry there is none.</summary>
    public static IReadOnlyList<string> All { get; } = [.. RuleBook.All.Select(entry => entry.Rule)];
}

/// <summary>Deterministic alert ids: a replay raises the same id again, and everybody behind recognises it.</summary>
public static class AlertIds
{
    /// <summary>
    /// First 16 bytes of SHA-256 over thing, rule and episode start (UTC ticks), as lower-case hex. A drill runs beside the
    /// real thing and may begin at the same moment: it gets an id of its own.
    /// </summary>
    public static string Of(ThingKey thing, string rule, DateTimeOffset episodeStart, bool drill = false)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{thing}\n{rule}\n{episodeStart.UtcTicks}{(drill ? "\ndrill" : "")}");
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return Convert.ToHexStringLower(hash[..16]);
    }
}
