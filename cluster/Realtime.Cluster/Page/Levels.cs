using Realtime.Actors.City;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>Words for levels, rules and states.</summary>
public static class Levels
{
    /// <summary>
    /// A badge: colour, sign and text, so that nobody needs to tell the colours apart. Levels 2 to 5 follow the colours of Japan's alert levels
    /// (内閣府「避難情報に関するガイドライン」: 2 yellow, 3 red, 4 purple, 5 black); 1 marks alerts of rules without levels. From 2 on it says
    /// 「レベルN相当」: only a mayor issues the level itself.
    /// </summary>
    public static Markup Badge(int level) => Markup.Of(
        $"<span class=\"badge l{Math.Clamp(level, 0, 5)}\"><span aria-hidden=\"true\">{Sign(level)}</span> {Word(level)}{Markup.If(level > 1, () => Markup.Of($" <span class=\"ja\" lang=\"ja\">レベル{level}相当</span>"))}</span>");

    /// <summary>The sign of a level, the same on the map: circle, triangle, diamond, square, cross; another shape for each.</summary>
    public static string Sign(int level) => level switch
    {
        <= 0 => "○",
        1 => "●",
        2 => "▲",
        3 => "◆",
        4 => "■",
        _ => "✖",
    };

    /// <summary>"Level 3", "Notice" or "Normal".</summary>
    public static string Word(int level) => level switch
    {
        <= 0 => "Normal",
        1 => "Notice",
        _ => $"Level {level}",
    };

    /// <summary>What a rule is about, for people.</summary>
    public static string Rule(string rule) => rule switch
    {
        Rules.Stage => "Water level",
        Rules.Silence => "No data",
        Rules.Anomaly => "Unusual values",
        Rules.GaugeFault or Rules.Drift => "Gauge fault",
        Rules.HeavyRain => "Heavy rain",
        Rules.LostContact => "Contact lost",
        Rules.Corridor => "Off its corridor",
        Rules.Geofence => "Zone edge crossed",
        Rules.BatteryLow => "Battery low",
        Rules.Altitude => "Too high",
        Rules.NoViewing => "No TV viewing",
        Rules.DeviceSilent => "TV not visible",
        Rules.ShelterNearlyFull => "Shelter nearly full",
        Rules.ShelterOverCapacity => "Shelter over capacity",
        Rules.ShelterHazard => "Shelter not fit for the hazard",
        Rules.ShelterSupplies => "Shelter's supplies short",
        Rules.ShelterPower => "Shelter without power",
        Rules.ChannelStalled => "Channel stopped",
        _ => rule,
    };

    /// <summary>Where an alert stands, for people.</summary>
    public static string State(AlertView alert, NodeFacts facts) => alert.State switch
    {
        AlertState.Raised => "new",
        AlertState.Unconfirmed => alert.AcknowledgedBy is { } by ? $"unconfirmed; taken by {by}" : "unconfirmed: one reading only",
        AlertState.Notified => facts.Mailing ? "mailed" : "logged",
        AlertState.Acknowledged => $"taken by {alert.AcknowledgedBy}",
        AlertState.Suppressed => "suppressed",
        AlertState.Unobservable => "cannot be seen; last known level stands",
        AlertState.Resolved => "over",
        _ => alert.State.ToString(),
    };

    /// <summary>Name of one of a kind.</summary>
    public static string Singular(ThingKind kind) => kind.ToString();

    /// <summary>Plural name of a kind.</summary>
    public static string Plural(ThingKind kind) => kind switch
    {
        ThingKind.Sensor => "Sensors",
        ThingKind.Shelter => "Shelters",
        ThingKind.Vehicle => "Vehicles",
        ThingKind.Household => "Households",
        ThingKind.Channel => "Channels",
        _ => kind.ToString(),
    };
}
