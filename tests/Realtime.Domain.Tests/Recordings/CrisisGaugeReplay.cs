using System.Globalization;
using Realtime.Domain;

namespace Realtime.Domain.Tests.Recordings;

/// <summary>The hourly lists of the crisis-management gauges as the product would take them, list after list.</summary>
internal sealed class CrisisGaugeReplay
{
    private readonly Dictionary<string, ThingDriver> _gauges = [];
    private readonly Dictionary<string, Registration> _registered = [];

    /// <summary>One row of a list: what it says, and what became of it.</summary>
    public sealed record Row(string Code, SensorReading Reading, bool Warning, bool Flood, bool Repeated, IThingState Before, IThingState After, StepOutput Output)
    {
        public bool Frozen => Reading.ReportedTime - Reading.Time > TimeSpan.FromHours(2);
    }

    public ThingDriver Gauge(string code) => _gauges[code];

    public IReadOnlyCollection<ThingDriver> Gauges => _gauges.Values;

    /// <summary>Every row of every list, in order; absences are taken between the lists and not named here.</summary>
    public IEnumerable<Row> Rows(string folder)
    {
        HashSet<(string, DateTimeOffset)> seen = [];
        IReadOnlyList<SensorReading> before = [];
        foreach (IGrouping<string, string[]> list in Lines(folder).GroupBy(row => row[0]))
        {
            Dictionary<string, string[]> named = list.ToDictionary(row => row[2]);
            before = GaugeList.Readings(before, Time(list.First()[1]), [.. list.Select(Read)]);
            foreach (SensorReading reading in before)
            {
                ThingDriver gauge = Driver(reading.ThingId);
                IThingState was = gauge.State;
                StepOutput output = gauge.Read(reading);
                if (named.TryGetValue(reading.ThingId, out string[]? row))
                {
                    bool repeated = !seen.Add((reading.ThingId, reading.Time));
                    yield return new Row(reading.ThingId, reading, row[11] == "True", row[12] == "True", repeated, was, gauge.State, output);
                }
            }
        }
    }

    private ThingDriver Driver(string code)
    {
        if (!_gauges.TryGetValue(code, out ThingDriver? gauge))
        {
            ThingKey key = new(ThingKind.Sensor, code);
            _gauges[code] = gauge = new ThingDriver(key, _registered[code] = new Registration { Key = key, Name = code, SensorType = SensorType.RiverLevel }, storeEachStep: false);
        }

        return gauge;
    }

    /// <summary>Start, warning and flood are 2 / 4 / 4 相当; registered as 2 / 4 / 5, because the third lies above the second and a level alone never says 5.</summary>
    private static SensorReading Read(string[] row)
    {
        (string Name, int Level, string Value)[] stages = [("観測開始水位", 2, row[7]), ("危険水位", 4, row[8]), ("氾濫開始水位", 5, row[9])];
        return new SensorReading
        {
            ThingId = row[2],
            Time = Time(row[3]),
            Type = SensorType.RiverLevel,
            Value = Number(row[5]),
            Thresholds = new StageThresholds([.. stages.Where(stage => stage.Value.Length > 0).Select(stage => new StageThreshold(stage.Level, Number(stage.Value), stage.Name))], 0),
        };
    }

    private static IEnumerable<string[]> Lines(string folder) =>
        Directory.GetFiles(folder, "observations_*.csv.gz").Order(StringComparer.Ordinal).SelectMany(RecordedFiles.Lines).Select(line => line.Split(','));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
