using System.Globalization;
using Realtime.Domain;

namespace Realtime.Domain.Tests.Recordings;

/// <summary>
/// One-hour rain of 550 stations, 5 to 20 August 2023, typhoons no. 6 and 7 (numbers of the Japan Meteorological Agency, collected by
/// Nikkei Visual Data Journalism, MIT).
/// </summary>
public sealed class AmedasRainTests
{
    private static readonly string Folder = RecordedFiles.Folder("amedas");

    [Fact]
    public void Exactly_the_seventeen_station_hours_of_50_mm_and_more_are_very_heavy_rain()
    {
        Dictionary<string, ThingDriver> gauges = [];
        List<string> heavy = [];
        int rows = 0;
        foreach (string[] row in RecordedFiles.Lines(Path.Combine(Folder, "precipitation1h_2023-08-05_2023-08-20.csv.gz")).Select(line => line.Split(',')))
        {
            rows++;
            ThingDriver gauge = gauges.TryGetValue(row[1], out ThingDriver? known) ? known : gauges[row[1]] = Gauge(row[1]);
            bool missing = row[2].Length == 0;
            StepOutput output = gauge.Read(new SensorReading
            {
                ThingId = row[1],
                Type = SensorType.Rain,
                Time = DateTimeOffset.Parse(row[0], CultureInfo.InvariantCulture),
                Value = missing ? null : double.Parse(row[2], CultureInfo.InvariantCulture),
                Quality = missing ? Quality.Missing : Quality.Good,
            });
            if (!missing && output.Results.Single().Fields.Single(field => field.Name == Fields.RainClass).Value >= 4)
            {
                heavy.Add($"{row[0]},{row[1]},{row[2]}");
            }
        }

        string[] expected = [.. RecordedFiles.Lines(Path.Combine(Folder, "heavy_rain_hours_50mm.csv")).Select(line => line.Split(',')).Select(cells => $"{cells[0]},{cells[1]},{cells[4]}")];
        Assert.Equal((202_313, 550, 17), (rows, gauges.Count, expected.Length));
        Assert.Equal(expected, heavy);
        TheAlertsAreTheRunsOfThoseHours(gauges, expected.Select(line => line.Split(',')[1]).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Omoto, Iwate: from 19 h without a break, because the hour between 22 h and 0 h is missing in the source and says nothing.</summary>
    private static void TheAlertsAreTheRunsOfThoseHours(Dictionary<string, ThingDriver> gauges, IEnumerable<string> stations)
    {
        Assert.Equal(stations, gauges.Where(gauge => gauge.Value.Alerts.Count > 0).Select(gauge => gauge.Key).Order(StringComparer.Ordinal));
        AlertChange worst = gauges["33336"].Alerts.Single(change => change.Text.Contains("123.50 mm/h", StringComparison.Ordinal) || change.Text.Contains("83.00 mm/h", StringComparison.Ordinal));
        Assert.Equal(Rules.HeavyRain, worst.Rule);
        Assert.Contains("猛烈な雨", worst.Text, StringComparison.Ordinal);
    }

    private static ThingDriver Gauge(string station)
    {
        ThingKey key = new(ThingKind.Sensor, station);
        return new ThingDriver(key, new Registration { Key = key, Name = station, SensorType = SensorType.Rain }, storeEachStep: false);
    }
}
