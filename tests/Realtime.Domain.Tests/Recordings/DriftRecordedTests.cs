using System.Globalization;
using Realtime.Domain;

namespace Realtime.Domain.Tests.Recordings;

/// <summary>
/// Drift on recorded water. Sri Lanka, 23 November to 1 December 2025: beside each of 20 gauges a second sensor is made of the recording (another zero,
/// ± 1 cm from a seed, three minutes later); the flood of several metres must not look like a drift, and one that is put in must be found.
/// Venice, November 2019 (local only): the sea at Lido and in the city, through the highest tide in fifty years.
/// </summary>
public sealed class DriftRecordedTests
{
    private static readonly ThingKey Key = new(ThingKind.Sensor, "gauge");
    private static readonly DateTimeOffset Injected = new(2025, 11, 27, 0, 0, 0, TimeSpan.Zero);
    private static readonly DriftSettings SixHours = new([]) { ToleranceM = 0.1, Batch = TimeSpan.FromHours(6) };

    [Fact]
    public void A_flood_is_no_drift() =>
        Assert.Empty(Gauges().SelectMany(gauge => Beside(gauge, centimetresPerHour: 0).Alerts));

    /// <summary>One centimetre an hour is 10 cm after ten hours; each gauge that still reports is named within 30 hours, by no less than 9 cm.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_drift_that_is_put_in_is_found(double centimetresPerHour)
    {
        foreach (IGrouping<string, (DateTimeOffset Time, double Level)> gauge in Gauges())
        {
            AlertChange found = Assert.Single(Beside(gauge, centimetresPerHour).Alerts);
            Assert.True(found.Time > Injected && found.Time <= Injected.AddHours(30), $"{gauge.Key}: found at {found.Time:O}");
            Assert.Contains(centimetresPerHour < 0 ? "lower than usual" : "higher than usual", found.Text, StringComparison.Ordinal);
        }
    }

    /// <summary>Why neighbours have to stand in the same water: after the flood two gauges of one river differ by another amount, and nothing is broken.</summary>
    [Fact]
    public void Two_gauges_along_a_river_are_not_the_same_water()
    {
        ILookup<string, (DateTimeOffset Time, double Level)> rows = Rows();
        ThingDriver driver = Driver(SixHours);
        foreach ((DateTimeOffset time, double level, bool own) in rows["Wellawaya"].Select(row => (row.Time, row.Level, true)).Concat(rows["Thanamalwila"].Select(row => (row.Time, row.Level, false))).OrderBy(row => row.Time))
        {
            driver.Read(Reading(time, level, own));
        }

        Assert.NotEmpty(driver.Alerts);
    }

    [SkippableTheory]
    [InlineData(0, false)]
    [InlineData(-0.02, true)]
    public void Venice_and_Lido_through_the_flood_of_November_2019(double metresPerHour, bool found)
    {
        // Half a lunar day: the lagoon follows the sea by an hour, and over whole tides that averages out.
        ThingDriver city = Driver(new DriftSettings([]) { ToleranceM = 0.1, Batch = new TimeSpan(12, 25, 0) });
        DateTimeOffset from = new(2019, 11, 16, 8, 0, 0, TimeSpan.FromHours(1));
        string file = Path.Combine(LocalRecordings.Require("river", "venice_tide"), "2019-11-12_dati10.txt");
        foreach (string[] cells in File.ReadLines(file).Skip(1).Where(line => line.Length > 0).Select(line => line.Split('\t')))
        {
            DateTime day = DateTime.ParseExact(cells[1], "dd/MM/yy", CultureInfo.InvariantCulture);
            DateTimeOffset time = new DateTimeOffset(day, TimeSpan.FromHours(1)).AddMinutes(10 * Math.Round(double.Parse(cells[2], CultureInfo.InvariantCulture) * 6));
            city.Read(Reading(time, double.Parse(cells[5], CultureInfo.InvariantCulture), own: false));
            city.Read(Reading(time, double.Parse(cells[3], CultureInfo.InvariantCulture) + (time > from ? metresPerHour * (time - from).TotalHours : 0), own: true));
        }

        Assert.Equal(found ? ["Raised 0>1"] : [], city.Changes());
    }

    private static ThingDriver Beside(IGrouping<string, (DateTimeOffset Time, double Level)> gauge, double centimetresPerHour)
    {
        var noise = new Random(7);
        ThingDriver driver = Driver(SixHours);
        foreach ((DateTimeOffset time, double level) in gauge)
        {
            double drift = time > Injected ? centimetresPerHour / 100 * (time - Injected).TotalHours : 0;
            driver.Read(Reading(time, level + drift, own: true));
            driver.Read(Reading(time.AddMinutes(3), level + 0.35 + Math.Round((noise.NextDouble() - 0.5) / 50, 2), own: false));
        }

        return driver;
    }

    private static ThingDriver Driver(DriftSettings settings) =>
        new(Key, new Registration { Key = Key, SensorType = SensorType.RiverLevel, Water = Stations.Credulous, Drift = settings }, storeEachStep: false);

    private static SensorReading Reading(DateTimeOffset time, double level, bool own) =>
        new() { ThingId = Key.Id, Time = time, Type = SensorType.RiverLevel, Value = level, Neighbour = own ? null : "second" };

    /// <summary>All but Moragaswewa, which fell silent in the flood.</summary>
    private static IGrouping<string, (DateTimeOffset Time, double Level)>[] Gauges()
    {
        IGrouping<string, (DateTimeOffset Time, double Level)>[] gauges = [.. Rows().Where(gauge => gauge.Key != "Moragaswewa")];
        Assert.Equal(20, gauges.Length);
        return gauges;
    }

    private static ILookup<string, (DateTimeOffset Time, double Level)> Rows() =>
        RecordedFiles.Lines(Path.Combine(RecordedFiles.Folder("srilanka"), "water_levels.tsv")).Select(line => line.Split('\t'))
            .OrderBy(cells => long.Parse(cells[1], CultureInfo.InvariantCulture))
            .ToLookup(cells => cells[0], cells => (DateTimeOffset.FromUnixTimeSeconds(long.Parse(cells[1], CultureInfo.InvariantCulture)), double.Parse(cells[2], CultureInfo.InvariantCulture)));
}
