using System.Globalization;
using Realtime.Domain;

namespace Realtime.Domain.Tests.Crowds;

/// <summary>One row of a recorded counter: the start of its interval by the local clock, and persons.</summary>
internal readonly record struct CountedRow(string Place, DateTime Start, DateTimeOffset End, double Persons);

/// <summary>The recorded counters under tests/data: Melbourne (City of Melbourne), the station of Fukui, taxi passengers of New York (NAB).</summary>
internal static class CrowdRecordings
{
    /// <summary>22 counters of Melbourne, 2013, hourly, in the order of time. Local clock with summer time until 7 April and from 6 October.</summary>
    public static IReadOnlyList<CountedRow> Melbourne { get; } =
    [
        .. RecordedFiles.Lines(Path.Combine(RecordedFiles.Folder("people"), "melbourne_pedestrian_hourly_2013.csv.gz")).Select(RecordedFiles.Fields)
            .Select(fields => (Place: fields[4], Start: DateTime.ParseExact(fields[0], "dd-MMM-yyyy", CultureInfo.InvariantCulture).AddHours(Number(fields[2])), Persons: Number(fields[5])))
            .OrderBy(row => row.Start)
            .Select(row => new CountedRow(row.Place, row.Start, End(row.Start, TimeSpan.FromHours(1), MelbourneOffset(row.Start)), row.Persons)),
    ];

    /// <summary>The camera at the east exit of Fukui station, hourly, JST.</summary>
    public static IReadOnlyList<CountedRow> Fukui { get; } =
    [
        .. RecordedFiles.Lines(Path.Combine(RecordedFiles.Folder("people"), "fukui_station_east_person_hourly_2024-10-17_2025-02-28.csv.gz")).Select(RecordedFiles.Fields)
            .Select(fields => (Start: Time(fields[2]), Persons: Number(fields[4])))
            .Select(row => new CountedRow("Fukui station, east exit", row.Start, End(row.Start, TimeSpan.FromHours(1), TimeSpan.FromHours(9)), row.Persons)),
    ];

    /// <summary>Taxi passengers of New York, half-hourly; the zone is not stated and summer time not marked.</summary>
    public static IReadOnlyList<CountedRow> Taxi { get; } =
    [
        .. RecordedFiles.Lines(Path.Combine(RecordedFiles.Folder("nab"), "data", "realKnownCause", "nyc_taxi.csv")).Select(RecordedFiles.Fields)
            .Select(fields => (Start: Time(fields[0]), Persons: Number(fields[1])))
            .Select(row => new CountedRow("Taxi passengers", row.Start, End(row.Start, TimeSpan.FromMinutes(30), TimeSpan.Zero), row.Persons)),
    ];

    /// <summary>A thing that counts people, its registration, and the reading of a row.</summary>
    public static Registration Registered(string place, CrowdSettings settings, TimeSpan? silence = null) => new()
    {
        Key = new ThingKey(ThingKind.Sensor, place),
        Name = place,
        Source = "counters",
        SensorType = SensorType.People,
        Crowd = settings,
        SilenceLimit = silence,
    };

    public static SensorReading Reading(CountedRow row) => new()
    {
        ThingId = row.Place,
        Type = SensorType.People,
        Time = row.End,
        Value = row.Persons,
        Source = "counters",
    };

    private static TimeSpan MelbourneOffset(DateTime local) =>
        TimeSpan.FromHours(local < new DateTime(2013, 4, 7, 3, 0, 0) || local >= new DateTime(2013, 10, 6, 3, 0, 0) ? 11 : 10);

    private static DateTimeOffset End(DateTime start, TimeSpan interval, TimeSpan offset) => new DateTimeOffset(start, offset) + interval;

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
