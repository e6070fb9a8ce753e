using Realtime.Actors.City;
using Realtime.Actors.Ports;
using Realtime.Cluster.Settings;
using Realtime.Domain;

namespace Realtime.Tests.Host;

/// <summary>Notices and settings for mail tests; compiled into both test projects.</summary>
internal static class Notices
{
    public static readonly Contact Daughter = new("山田花子", "hanako@family.example");

    public static readonly Contact Son = new("山田太郎", "taro@family.example");

    private static readonly DateTimeOffset _start = new(2025, 11, 27, 19, 34, 0, TimeSpan.Zero);

    public static AlertNotice Flood(AlertChangeKind kind = AlertChangeKind.Raised, int sequence = 0, bool drill = false, bool unconfirmed = false) => Of(
        new ThingKey(ThingKind.Sensor, "lk-hanwella"), "Hanwella", Rules.Stage, kind, sequence, Audience.Operators, drill, [],
        "Hanwella reached level 4: 10.95 m.", "10.95 m >= 10.00 m (registry)", unconfirmed);

    public static AlertNotice NoViewing(AlertChangeKind kind = AlertChangeKind.Raised, int sequence = 0, bool drill = false, params Contact[] contacts) => Of(
        new ThingKey(ThingKind.Household, "tv-7"), "山田様宅", Rules.NoViewing, kind, sequence, Audience.Family, drill, contacts,
        "No viewing at tv-7 for 24 h.", "observed silence since 2025-11-26T19:34Z");

    public static MailSettings Mail(params (string Key, string Value)[] settings)
    {
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase)
        {
            ["Mail:Host"] = "127.0.0.1",
            ["Mail:Tls"] = "None",
            ["Mail:From"] = "Realtime <alerts@city.example>",
            ["Mail:Operators"] = "duty@city.example, chief@city.example",
            ["Mail:TimeoutSeconds"] = "5",
        };
        foreach ((string key, string value) in settings)
        {
            values[key] = value;
        }

        return MailSettings.Read(new SettingReader([new SettingsLayer("test", values)]));
    }

    private static AlertNotice Of(
        ThingKey thing, string name, string rule, AlertChangeKind kind, int sequence, Audience audience, bool drill, IReadOnlyList<Contact> contacts, string text, string evidence, bool unconfirmed = false)
    {
        AlertChange change = new()
        {
            AlertId = AlertIds.Of(thing, rule, _start),
            Thing = thing,
            ThingName = name,
            Rule = rule,
            EpisodeStart = _start,
            Sequence = sequence,
            Kind = kind,
            FromLevel = kind is AlertChangeKind.Resolved or AlertChangeKind.NotConfirmed ? 4 : 0,
            ToLevel = kind is AlertChangeKind.Resolved or AlertChangeKind.NotConfirmed ? 0 : 4,
            Time = _start.AddMinutes(sequence),
            Audience = audience,
            Drill = drill,
            Unconfirmed = unconfirmed,
            Text = text,
            Evidence = evidence,
        };
        AlertView view = new(change.AlertId, thing, name, rule, AlertState.Raised, change.ToLevel, 4, _start, change.Time, text, evidence, "", audience, drill, null);
        return new AlertNotice($"{change.AlertId}-{sequence}", change, view, contacts);
    }
}
