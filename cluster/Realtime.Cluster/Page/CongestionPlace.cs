using System.Globalization;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>
/// A place where people are counted, as the public may know it: a level of service in words, and a number only when it is too large to be
/// about anybody.
/// </summary>
/// <param name="Name">Registered name.</param>
/// <param name="Step">0 = free to 5; null = it cannot be told.</param>
/// <param name="Words">What stands beside the sign.</param>
/// <param name="Persons">Rounded number in words; "" = none is given.</param>
/// <param name="Outlook">What the next interval is expected to bring; "" = nothing is said.</param>
/// <param name="Time">Of the newest count.</param>
/// <param name="Place">Where; null = not registered.</param>
public sealed record CongestionPlace(string Name, int? Step, string Words, string Persons, string Outlook, DateTimeOffset? Time, GeoPoint? Place)
{
    /// <summary>Below this nothing but "few" is said. Own choice: ten is the usual smallest cell of published official counts.</summary>
    public const int DisclosureLimit = 10;

    private static readonly string[] _words = ["free", "a little busy", "busy", "crowded", "very crowded", "dangerously crowded"];

    public static CongestionPlace Of(ThingView thing)
    {
        GeoPoint? place = thing is { Latitude: { } latitude, Longitude: { } longitude } ? new GeoPoint(latitude, longitude) : null;
        if (FloodModel.IsUnseen(thing) || thing.Status == "sensor fault" || FloodModel.Number(thing, Fields.PeopleCount) is not { } count)
        {
            return new CongestionPlace(thing.Name, null, "not known", "", "", thing.LastReading, place);
        }

        if (count < DisclosureLimit)
        {
            return new CongestionPlace(thing.Name, 0, "few people", $"fewer than {DisclosureLimit}", "", thing.LastReading, place);
        }

        int? step = (int?)FloodModel.Number(thing, Fields.LevelOfServiceStep);
        string persons = string.Create(CultureInfo.InvariantCulture, $"about {Math.Round(count / 10) * 10:N0}");
        return new CongestionPlace(thing.Name, step, step is { } known ? Word(known) : "no level is registered here", persons, Expected(thing, count), thing.LastReading, place);
    }

    /// <summary>"busy (level of service C)".</summary>
    public static string Word(int step) => $"{_words[Math.Clamp(step, 0, 5)]} (level of service {Letter(step)})";

    /// <summary>The letter of a level of service; a question mark where it cannot be told.</summary>
    public static string Letter(int? step) => step is { } known ? "ABCDEF"[Math.Clamp(known, 0, 5)].ToString() : "?";

    /// <summary>Only a difference that is larger than the forecasts' own mean error is one.</summary>
    private static string Expected(ThingView thing, double count)
    {
        if (FloodModel.Number(thing, Fields.ForecastPersons) is not { } forecast || FloodModel.Number(thing, Fields.ForecastErrorPersons) is not { } error)
        {
            return "";
        }

        string trend = forecast > count + error ? "more people" : forecast < count - error ? "fewer people" : "about as many";
        return string.Create(CultureInfo.InvariantCulture, $"{trend} (forecasts are off by {Math.Max(1, error / Math.Max(1, count) * 100):0} % on average)");
    }
}
