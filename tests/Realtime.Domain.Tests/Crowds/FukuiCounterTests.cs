using Realtime.Domain;

namespace Realtime.Domain.Tests.Crowds;

/// <summary>The camera of Fukui station (AI-camera open data of Fukui Prefecture): its outages are faults of the sensor, never an empty station.</summary>
public class FukuiCounterTests
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(90);

    private static readonly Lazy<ThingDriver> Replayed = new(Replay);

    [Fact]
    public void Zeros_by_day_are_sensor_faults()
    {
        string[] faults =
        [
            .. Replayed.Value.Alerts.Where(change => change is { Rule: Rules.CounterBlind })
                .Select(change => $"{change.Kind} {change.Time:MM-dd HH:mm}"),
        ];
        Assert.Equal(
            [
                "Raised 10-17 12:00", "Resolved 10-17 21:00", // never counted anybody for twelve hours
                "Raised 10-18 17:00", "Resolved 10-18 18:00",
                "Raised 10-19 12:00", "Resolved 10-19 18:00",
                "Raised 10-20 11:00", "Resolved 10-20 18:00",
                "Raised 10-27 13:00", "Resolved 10-27 14:00",
                "Raised 10-28 19:00", "Resolved 10-28 20:00",
            ],
            faults);
        Assert.All(
            Replayed.Value.Alerts.Where(change => change is { Rule: Rules.CounterBlind, Kind: AlertChangeKind.Raised }),
            change => Assert.Contains("fault of the sensor, not an empty place", change.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void No_zero_by_day_is_ever_published_as_a_count()
    {
        List<CountedRow> zeros = [.. CrowdRecordings.Fukui.Where(row => row is { Persons: 0, Start.Hour: >= 6 and <= 22 })];
        Assert.Equal(30, zeros.Count);
        foreach (CountedRow zero in zeros)
        {
            ResultPoint point = Replayed.Value.Results.Single(point => point.Measurement == Measurements.People && point.Time == zero.End);
            Assert.Equal([Fields.PeopleCountDoubted], point.Fields.Select(field => field.Name));
        }
    }

    [Fact]
    public void Real_zeros_of_the_night_stay_zeros()
    {
        List<CountedRow> nights = [.. CrowdRecordings.Fukui.Where(row => row is { Persons: 0, Start.Hour: < 6 or > 22 } && row.Start >= new DateTime(2024, 10, 17, 23, 0, 0))];
        HashSet<DateTimeOffset> counted =
        [
            .. Replayed.Value.Results.Where(point => point.Fields[0] is { Name: Fields.PeopleCount, Value: 0 }).Select(point => point.Time),
        ];
        Assert.Equal(669, nights.Count);
        Assert.All(nights, night => Assert.Contains(night.End, counted));
    }

    /// <summary>Eight hours are absent from the recording, in five gaps: the counter was silent, and the alert says so.</summary>
    [Fact]
    public void Absent_hours_are_silence()
    {
        string[] silences =
        [
            .. Replayed.Value.Alerts.Where(change => change is { Rule: Rules.Silence, Kind: AlertChangeKind.Raised }).Select(change => $"{change.Time:yyyy-MM-dd HH:mm}"),
        ];
        Assert.Equal(["2024-12-23 01:30", "2024-12-23 11:30", "2024-12-23 16:30", "2024-12-23 19:30", "2025-02-16 21:30"], silences);
    }

    private static ThingDriver Replay()
    {
        Registration registration = CrowdRecordings.Registered("Fukui station, east exit", new CrowdSettings { Unusual = true }, Silence);
        ThingDriver driver = new(registration.Key, registration);
        DateTimeOffset beat = CrowdRecordings.Fukui[0].End;
        foreach (CountedRow row in CrowdRecordings.Fukui)
        {
            for (; beat < row.End; beat += TimeSpan.FromMinutes(30))
            {
                driver.Beat(beat, CrowdRecordings.Fukui[0].End);
            }

            driver.Read(CrowdRecordings.Reading(row));
        }

        return driver;
    }
}
