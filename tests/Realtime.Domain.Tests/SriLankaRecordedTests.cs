using System.Globalization;
using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Domain.Tests;

/// <summary>
/// 21 gauges through Cyclone Ditwah, 23 November to 1 December 2025 (lk_irrigation, MIT; numbers of the Irrigation Department of
/// Sri Lanka). Thresholds alert / minor / major flood are levels 2 / 3 / 4.
/// </summary>
public class SriLankaRecordedTests
{
    private static readonly string Folder = RecordedFiles.Folder("srilanka");

    [Fact]
    public void Published_stages_equal_the_recorded_transitions()
    {
        Dictionary<string, string> stages = [];
        List<string> transitions = [];
        Replay(null, (name, point) =>
        {
            string stage = point.Texts.Single(text => text.Name == "stage").Value;
            if (stages.TryGetValue(name, out string? before) && before != stage)
            {
                string level = point.Fields[0].Value.ToString(CultureInfo.InvariantCulture);
                transitions.Add($"{name},{point.Time.ToUnixTimeSeconds()},{level},{before},{stage}");
            }

            stages[name] = stage;
        });

        List<string> expected = RecordedFiles.Lines(Path.Combine(Folder, "stage_transitions.csv")).Select(line =>
        {
            string[] fields = line.Split(',');
            return $"{fields[0]},{fields[1]},{double.Parse(fields[3], CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)},{fields[4]},{fields[5]}";
        }).ToList();
        Assert.Equal(103, expected.Count);
        Assert.Equal(expected, transitions);
    }

    [Fact]
    public void Raises_across_each_level()
    {
        List<AlertChange> changes = Replay(null).SelectMany(driver => driver.Alerts).ToList();
        Assert.Equal(29, Crossings(changes, 2));
        Assert.Equal(19, Crossings(changes, 3));
        Assert.Equal(11, Crossings(changes, 4));
    }

    [Fact]
    public void Five_gauges_fall_silent_and_one_stays_silent_in_major_flood()
    {
        List<ThingDriver> drivers = Replay(TimeSpan.FromHours(6));
        List<AlertChange> silences = drivers.SelectMany(driver => driver.Alerts).Where(change => change.Rule == Rules.Silence).ToList();
        Assert.Equal(
            ["Holombuwa", "Kithulgala", "Moragaswewa", "Norwood", "Yaka Wewa"],
            silences.Where(change => change.Kind == AlertChangeKind.Raised).Select(change => change.ThingName).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["Holombuwa", "Kithulgala", "Norwood", "Yaka Wewa"],
            silences.Where(change => change.Kind == AlertChangeKind.Resolved).Select(change => change.ThingName).Order(StringComparer.Ordinal));

        foreach (AlertChange silence in silences.Where(change => change.Kind == AlertChangeKind.Raised))
        {
            (DateTimeOffset last, string stage) = LastBefore(silence.ThingName, silence.EpisodeStart);
            Assert.Equal(last.AddHours(6), silence.EpisodeStart);
            Assert.Contains($"fell silent in {stage}", silence.Text, StringComparison.Ordinal);
        }

        ThingDriver moragaswewa = drivers.Single(driver => driver.View.Name == "Moragaswewa");
        AlertChange last4 = moragaswewa.Alerts.Last(change => change.Rule == Rules.Stage);
        Assert.Equal((AlertChangeKind.Unobservable, 4), (last4.Kind, last4.ToLevel));
        Assert.Contains("MAJOR_FLOOD", last4.Text, StringComparison.Ordinal);
        Assert.Equal(("unobservable", 4), (moragaswewa.View.Status, moragaswewa.View.Level));
    }

    private static int Crossings(IEnumerable<AlertChange> changes, int level) =>
        changes.Count(change => change.FromLevel < level && level <= change.ToLevel);

    /// <summary>Time and stage of the newest row before a time, from the files alone.</summary>
    private static (DateTimeOffset Time, string Stage) LastBefore(string name, DateTimeOffset time)
    {
        (string _, DateTimeOffset at, double value) = Rows().Last(row => row.Name == name && row.Time < time);
        StageThreshold? stage = Stations()[name].Thresholds!.Stages.LastOrDefault(threshold => value >= threshold.Value);
        return (at, stage is null ? "NORMAL" : $"レベル{stage.Level}相当 ({stage.Name})");
    }

    /// <summary>All rows in order of time; the channel's heartbeat follows every ten minutes of the recording, to its end.</summary>
    private static List<ThingDriver> Replay(TimeSpan? silence, Action<string, ResultPoint>? onResult = null)
    {
        Dictionary<string, ThingDriver> drivers = Stations().ToDictionary(
            station => station.Key,
            station => new ThingDriver(station.Value.Key, station.Value with { SilenceLimit = silence }));
        TimeSpan beat = TimeSpan.FromMinutes(10);
        List<(string Name, DateTimeOffset Time, double Value)> rows = Rows();
        DateTimeOffset start = new(rows[0].Time.UtcTicks / beat.Ticks * beat.Ticks, TimeSpan.Zero);
        DateTimeOffset next = start;
        foreach ((string name, DateTimeOffset time, double value) in rows)
        {
            for (; next < time; next += beat)
            {
                BeatAll(drivers.Values, next, start);
            }

            StepOutput output = drivers[name].Read(new SensorReading { ThingId = name, Time = time, Value = value, Source = "lk" });
            onResult?.Invoke(name, Assert.Single(output.Results));
        }

        BeatAll(drivers.Values, rows[^1].Time, start);
        return [.. drivers.Values];
    }

    private static void BeatAll(IEnumerable<ThingDriver> drivers, DateTimeOffset watermark, DateTimeOffset since)
    {
        foreach (ThingDriver driver in drivers)
        {
            driver.Beat(watermark, since);
        }
    }

    private static List<(string Name, DateTimeOffset Time, double Value)> Rows() =>
        [.. RecordedFiles.Lines(Path.Combine(Folder, "water_levels.tsv")).Select(line => line.Split('\t')).Select(fields => (
            fields[0],
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(fields[1], CultureInfo.InvariantCulture)),
            double.Parse(fields[2], CultureInfo.InvariantCulture))).OrderBy(row => row.Item2)];

    private static Dictionary<string, Registration> Stations()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "stations.json")));
        return document.RootElement.EnumerateArray().Select(station => new Registration
        {
            Key = new ThingKey(ThingKind.Sensor, station.GetProperty("name").GetString()!),
            Name = station.GetProperty("name").GetString()!,
            Source = "lk",
            Thresholds = new StageThresholds(
                [
                    new StageThreshold(2, station.GetProperty("alert_level_m").GetDouble(), "ALERT"),
                    new StageThreshold(3, station.GetProperty("minor_flood_level_m").GetDouble(), "MINOR_FLOOD"),
                    new StageThreshold(4, station.GetProperty("major_flood_level_m").GetDouble(), "MAJOR_FLOOD"),
                ],
                0.10),
        }).ToDictionary(registration => registration.Name);
    }
}
