using System.Globalization;
using Realtime.Domain;

namespace Realtime.Domain.Tests.Recordings;

/// <summary>
/// Buses of Austin, Texas (CapMetrics, MIT): each day in the order of time, and shuffled so that no position is more than ten minutes late,
/// must give the same points, last positions and longest gaps as the summary that was computed from the whole file. 22 March 2016 carries
/// 12,244 repeats (same vehicle, time, latitude and longitude); the other days are local only.
/// </summary>
public class AustinBusTests
{
    private const int ShuffleSeconds = 600;

    public static TheoryData<string, int, int, bool> OtherDays
    {
        get
        {
            TheoryData<string, int, int, bool> days = [];
            foreach (bool shuffled in (bool[])[false, true])
            {
                days.Add("2015-03-07", 44_564, 139, shuffled);
                days.Add("2016-11-24", 24_490, 0, shuffled);
                days.Add("2016-11-25", 32_038, 0, shuffled);
                days.Add("2017-03-16", 36_271, 0, shuffled);
            }

            return days;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_day_with_repeats(bool shuffled)
    {
        string folder = RecordedFiles.Folder("capmetro");
        Check(folder, folder, "2016-03-22", 34_030, 12_244, shuffled);
    }

    [SkippableTheory]
    [MemberData(nameof(OtherDays))]
    public void The_other_days(string day, int points, int repeats, bool shuffled)
    {
        string folder = LocalRecordings.Require("vehicle", "capmetro");
        Check(folder, Path.Combine(folder, "derived"), day, points, repeats, shuffled);
    }

    private static void Check(string folder, string derived, string day, int points, int repeats, bool shuffled)
    {
        List<VehicleReading> rows = [.. RecordedFiles.Lines(Path.Combine(folder, day + ".csv.gz")).Select(Row)];
        Assert.Equal(points, rows.Count);
        Dictionary<string, ThingDriver> buses = [];
        foreach (VehicleReading row in Ordered(rows, shuffled))
        {
            if (!buses.TryGetValue(row.ThingId, out ThingDriver? bus))
            {
                buses[row.ThingId] = bus = new ThingDriver(row.Key, storeEachStep: false);
            }

            bus.Read(row);
        }

        Assert.Equal(points - repeats, buses.Values.Sum(bus => TrackOf(bus).Accepted));
        Assert.Equal(repeats, buses.Values.Sum(bus => TrackOf(bus).Duplicates));
        Assert.Equal(points - repeats, buses.Values.Sum(bus => bus.Results.Count));
        Assert.All(buses.Values, bus => Assert.Equal(0, ((VehicleState)bus.State).FarBehind));
        Assert.Equal(shuffled, buses.Values.Any(bus => TrackOf(bus).Late > 0));
        List<string[]> summary = [.. RecordedFiles.Lines(Path.Combine(derived, day + "_vehicle_summary.csv")).Select(line => line.Split(','))];
        Assert.Equal(summary.Select(line => line[0]).Order(StringComparer.Ordinal), buses.Keys.Order(StringComparer.Ordinal));
        Assert.All(summary, line => Compare(line, buses[line[0]]));
    }

    private static void Compare(string[] line, ThingDriver bus)
    {
        VehicleState state = (VehicleState)bus.State;
        Assert.Equal(
            (DateTimeOffset.Parse(line[4], CultureInfo.InvariantCulture), Number(line[5]), Number(line[6])),
            (state.PositionTime, state.Latitude, state.Longitude));
        Assert.Equal(Number(line[7]), TrackOf(bus).LongestGap().TotalSeconds);
        Assert.Equal(Number(line[1]) - Number(line[2]), TrackOf(bus).Accepted);
    }

    /// <summary>By time, or as if each row had been held up for a time of its own of less than ten minutes.</summary>
    private static List<VehicleReading> Ordered(List<VehicleReading> rows, bool shuffled)
    {
        Random random = new(20160322);
        return [.. rows.Select(row => (Row: row, Arrives: row.Time.AddSeconds(shuffled ? random.Next(ShuffleSeconds) : 0)))
            .OrderBy(entry => entry.Arrives)
            .Select(entry => entry.Row)];
    }

    private static VehicleReading Row(string line)
    {
        string[] cells = line.Split(',');
        return new VehicleReading
        {
            ThingId = cells[0],
            Time = DateTimeOffset.Parse(cells[1], CultureInfo.InvariantCulture),
            Latitude = Number(cells[5]),
            Longitude = Number(cells[6]),
        };
    }

    private static VehicleTrack TrackOf(ThingDriver bus) => ((VehicleState)bus.State).Track!;

    private static double Number(string text) => text.Length == 0 ? 0 : double.Parse(text, CultureInfo.InvariantCulture);
}
