using Realtime.LoadGen.Ledger;

namespace Realtime.LoadGen.Oracle;

/// <summary>What identifies a point of the time series.</summary>
/// <param name="Measurement">Its measurement.</param>
/// <param name="Thing">The thing's id, without its kind: each kind has measurements of its own.</param>
/// <param name="Time">Event time.</param>
public readonly record struct PointId(string Measurement, string Thing, DateTimeOffset Time)
{
    public override string ToString() => $"{Measurement} of {Thing} at {Time:O}";
}

/// <summary>A point that must be stored.</summary>
/// <param name="Id">Which.</param>
/// <param name="Value">Value of the measurement's main field; null = not foretold.</param>
public readonly record struct ExpectedPoint(PointId Id, double? Value);

/// <summary>
/// The points that follow from a ledger under the policy "every reading as it came" (households: whole hours with viewing, and the first without). Late readings
/// are stored too. Sensors of other types than the level of a river are not followed.
/// </summary>
public static class PointOracle
{
    /// <summary>Power from which a set is watched when the registry does not say.</summary>
    private const double ViewingPowerW = 20;

    /// <summary>Measurements that are foretold, each with the field that stands in all of its points.</summary>
    public static readonly IReadOnlyList<(string Measurement, string Field)> Fields =
        [("water_level", "level_m"), ("shelter", "open"), ("vehicle", "on_duty"), ("household", "viewing")];

    public static IEnumerable<ExpectedPoint> Expect(LedgerHistory history) => history.Rows().SelectMany(thing => Expect(thing.Thing, thing.Rows, thing.Registration));

    private static IEnumerable<ExpectedPoint> Expect(string thing, IReadOnlyList<HistoryRow> rows, LedgerLine? registration)
    {
        string id = thing[(thing.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return thing[..thing.IndexOf('/', StringComparison.Ordinal)] switch
        {
            "sensor" => rows.Where(row => row.Line is { Type: null, Value: not null, Quality: not "missing" }).Select(row => Point("water_level", row, row.Line.Value)),
            "shelter" => rows.Where(row => row.Line.Quality != "missing").Select(row => Point("shelter", row, row.Line.Open == true ? 1 : 0)),
            "vehicle" => rows.Where(row => row.Line.Quality != "missing").Select(row => Point("vehicle", row, row.Line.OnDuty == true ? 1 : 0)),
            "household" => Viewings(id, rows, registration?.ViewingPowerW ?? ViewingPowerW),
            _ => [],
        };

        ExpectedPoint Point(string measurement, HistoryRow row, double? value) => new(new PointId(measurement, id, row.Time), value);
    }

    private static IEnumerable<ExpectedPoint> Viewings(string id, IReadOnlyList<HistoryRow> rows, double viewingPowerW)
    {
        List<(DateTimeOffset Hour, bool Viewed)> hours = [];
        DateTimeOffset newest = DateTimeOffset.MinValue;
        foreach (HistoryRow row in rows)
        {
            if (row.Time < newest)
            {
                continue;
            }

            newest = row.Time;
            bool? viewing = row.Good ? row.Line.Viewing ?? (row.Line.PowerW is { } power ? power >= viewingPowerW : null) : null;
            DateTime utc = row.Time.UtcDateTime;
            if (viewing is { } now)
            {
                hours.Add((new DateTimeOffset(utc.Year, utc.Month, utc.Day, utc.Hour, 0, 0, TimeSpan.Zero), now));
            }
        }

        bool? last = null;
        foreach (IGrouping<DateTimeOffset, (DateTimeOffset Hour, bool Viewed)> hour in hours.GroupBy(row => row.Hour))
        {
            bool viewed = hour.Any(row => row.Viewed);
            bool running = hour.Key == hours[^1].Hour; // Whether nobody watched in it is not known yet.
            if (viewed || (!running && last != false))
            {
                last = viewed;
                yield return new ExpectedPoint(new PointId("household", id, hour.Key), viewed ? 1 : 0);
            }
        }
    }
}
