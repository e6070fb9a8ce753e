using System.Globalization;
using Realtime.Domain;

namespace Realtime.Domain.Tests.Recordings;

/// <summary>Sea level in Venice (Centro Maree, Comune di Venezia; local only). Times are UTC+1 all year.</summary>
public sealed class VeniceTideTests
{
    private static readonly TimeSpan Cet = TimeSpan.FromHours(1);
    private static readonly ThingKey Key = new(ThingKind.Sensor, "tide");

    [SkippableFact]
    public void Chioggia_15_October_2020_is_one_episode_and_empty_cells_are_missing()
    {
        ThingDriver gauge = Gauge(new([new(2, 0.90, "0.90 m")], 0.05));
        int missing = 0;
        foreach (string line in RecordedFiles.Lines(Path.Combine(LocalRecordings.Require("river", "venice_tide"), "2020-10-15_chioggia.csv")))
        {
            string[] cells = line.Split(',');
            double? level = cells[2].Length == 0 ? null : double.Parse(cells[2], CultureInfo.InvariantCulture);
            missing += level is null ? 1 : 0;
            StepOutput output = gauge.Read(Reading(DateTimeOffset.ParseExact($"{cells[0]} {cells[1]} +01:00", "dd/MM/yy HH:mm zzz", CultureInfo.InvariantCulture), level));
            Assert.Equal(level is null ? 0 : 1, output.Results.Count);
            Assert.True(level is not null || output.Alerts.Count == 0, line);
        }

        Assert.Equal(106, missing);
        Assert.Equal(["Raised 0>2", "Resolved 2>0"], gauge.Changes());
        Assert.DoesNotContain(gauge.Results, point => point.Fields[0].Value == 0);
        Assert.All(gauge.Alerts, change => Assert.False(change.Unconfirmed));
    }

    [SkippableFact]
    public void Punta_Salute_November_2019_has_four_tides_of_140_cm_and_names_the_peak()
    {
        ThingDriver gauge = Gauge(new([new(4, 1.40, "1.40 m")], 0.05));
        foreach (string line in File.ReadLines(Path.Combine(LocalRecordings.Require("river", "venice_tide"), "2019-11-12_dati10.txt")).Skip(1).Where(line => line.Length > 0))
        {
            string[] cells = line.Split('\t');
            int tens = (int)Math.Round(double.Parse(cells[2], CultureInfo.InvariantCulture) * 6);
            DateTime day = DateTime.ParseExact(cells[1], "dd/MM/yy", CultureInfo.InvariantCulture);
            gauge.Read(Reading(new DateTimeOffset(day, Cet).AddMinutes(10 * tens), double.Parse(cells[3], CultureInfo.InvariantCulture)));
        }

        Assert.Equal(Enumerable.Repeat(new[] { "Raised 0>4", "Resolved 4>0" }, 4).SelectMany(pair => pair), gauge.Changes());
        Assert.Equal(4, gauge.Alerts.Select(change => change.AlertId).Distinct().Count());
        Assert.Equal([12, 13, 15, 17], gauge.Alerts.Where(change => change.Kind == AlertChangeKind.Raised).Select(change => change.Time.ToOffset(Cet).Day));
        Assert.EndsWith("peak 1.87 m at 2019-11-12 21:50Z", gauge.Alerts[1].Text, StringComparison.Ordinal);
        Assert.Equal(1, gauge.Alerts.Count(change => change.Text.Contains("peak 1.87 m", StringComparison.Ordinal)));
    }

    private static ThingDriver Gauge(StageThresholds thresholds) => new(Key, new Registration
    {
        Key = Key,
        Name = "Punta Salute",
        SensorType = SensorType.TideLevel,
        Thresholds = thresholds,
    });

    private static SensorReading Reading(DateTimeOffset time, double? level) => new()
    {
        ThingId = Key.Id,
        Type = SensorType.TideLevel,
        Time = time,
        Value = level,
        Quality = level is null ? Quality.Missing : Quality.Good,
    };
}
