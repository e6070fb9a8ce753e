using System.Globalization;

namespace Realtime.Domain;

/// <summary>Crowds in words.</summary>
internal static class CrowdText
{
    /// <summary>"5,000 persons/h": whole numbers; two decimals below ten of a density.</summary>
    public static string Number(double value, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{(unit == PerM2 ? value.ToString("0.00", CultureInfo.InvariantCulture) : value.ToString("#,0", CultureInfo.InvariantCulture))} {unit}");

    public const string PerH = "persons/h";
    public const string PerM2 = "persons/m²";
    public const string Persons = "persons";

    /// <summary>"Tuesday 22:00 to 23:00" by the clock of the reading.</summary>
    public static string Slot(DateTimeOffset end, TimeSpan interval)
    {
        DateTimeOffset start = end - interval;
        return string.Create(CultureInfo.InvariantCulture, $"{start:dddd HH:mm} to {end:HH:mm}");
    }

    /// <summary>Why a limit applies, and what it was before when it changed under the open alert.</summary>
    public static string LimitEvidence(string value, CrowdLimit limit, CrowdLimit? before, string unit)
    {
        string text = $"{value}; limit {Number(limit.Raise, unit)}, ends below {Number(limit.Clear, unit)}, from the registry";
        return before is { } old && old != limit
            ? $"{text}; the limit changed under the open alert, before: {Number(old.Raise, unit)}, ends below {Number(old.Clear, unit)}"
            : text;
    }
}
