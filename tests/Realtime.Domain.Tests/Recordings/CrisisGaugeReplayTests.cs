using Realtime.Domain;

namespace Realtime.Domain.Tests.Recordings;

/// <summary>
/// Crisis-management gauges of 22 prefectures, September and October 2025 and June 2026, as hourly lists (MLIT / crisis-management gauge
/// operation council, k.river.go.jp; local only).
/// </summary>
public sealed class CrisisGaugeReplayTests
{
    private static readonly TimeSpan Jst = TimeSpan.FromHours(9);

    [SkippableFact]
    public void Frozen_repeated_and_absent_observations_do_what_they_may_and_nothing_else()
    {
        CrisisGaugeReplay replay = new();
        List<string> wrong = [];
        int rows = 0;
        int frozen = 0;
        int frozenAtFlood = 0;
        int repeated = 0;
        foreach (CrisisGaugeReplay.Row row in replay.Rows(LocalRecordings.Require("river", "japan_crisis_gauges")))
        {
            rows++;
            frozen += row.Frozen ? 1 : 0;
            frozenAtFlood += row is { Frozen: true, Flood: true } ? 1 : 0;
            repeated += row.Repeated ? 1 : 0;
            wrong.AddRange(Faults(row).Select(fault => $"{row.Code} {row.Reading.Time:O} {row.Reading.ReportedTime:O}: {fault}"));
        }

        Assert.Equal((96_326, 13_107, 571, 13_445), (rows, frozen, frozenAtFlood, repeated));
        Assert.Empty(wrong.Take(20));
        OneFaultPerFrozenGauge(replay);
        TheNamedGauges(replay);
    }

    private static IEnumerable<string> Faults(CrisisGaugeReplay.Row row)
    {
        if (row is { Repeated: false } && !Agrees(row))
        {
            yield return "the published stage is not the source's flag";
        }

        if (row.Repeated && (row.Output.Results.Count > 0 || (!row.Frozen && (row.Output.Alerts.Count > 0 || !Equals(row.Before, row.After)))))
        {
            yield return "a repeated observation changed something";
        }

        if (row.Frozen && row.Output.Alerts.Any(change => change is not ({ Rule: Rules.Stage, Kind: AlertChangeKind.Unobservable } or { Rule: Rules.GaugeFault, Kind: AlertChangeKind.Raised })))
        {
            yield return "a frozen observation raised or resolved a stage";
        }

        if (row.Frozen && ((SensorState)row.After).Stage is { Status: EpisodeStatus.Open })
        {
            yield return "an open alert of a frozen gauge is not unobservable";
        }

        if (row.Frozen == ((SensorState)row.After).Fault is not { IsOpen: true } && !row.Repeated)
        {
            yield return "a gauge fault stands open exactly while the gauge is frozen";
        }
    }

    private static bool Agrees(CrisisGaugeReplay.Row row)
    {
        string stage = row.Output.Results.Single().Texts.Single(text => text.Name == Fields.Stage).Value;
        bool hasWarning = row.Reading.Thresholds!.Stages.Any(one => one.Name == "危険水位");
        return (stage == "氾濫開始水位") == row.Flood && (!hasWarning || (stage is "危険水位" or "氾濫開始水位") == row.Warning);
    }

    /// <summary>As many faults as times that a gauge went from fresh to frozen; an alert that became unobservable says at which stage and since when.</summary>
    private static void OneFaultPerFrozenGauge(CrisisGaugeReplay replay)
    {
        foreach (ThingDriver gauge in replay.Gauges)
        {
            List<AlertChange> faults = [.. gauge.Alerts.Where(change => change.Rule == Rules.GaugeFault)];
            Assert.Equal(faults.Select((_, i) => i % 2 == 0 ? AlertChangeKind.Raised : AlertChangeKind.Resolved), faults.Select(change => change.Kind));
            Assert.All(
                gauge.Alerts.Where(change => change is { Rule: Rules.Stage, Kind: AlertChangeKind.Unobservable }),
                change => Assert.Contains("unobservable, last seen at レベル", change.Text, StringComparison.Ordinal));
        }
    }

    private static void TheNamedGauges(CrisisGaugeReplay replay)
    {
        List<AlertChange> spikes = [.. replay.Gauge("0700000480").Alerts];
        Assert.Equal(4, spikes.Count(change => change is { Kind: AlertChangeKind.Raised, Unconfirmed: true }));
        Assert.DoesNotContain(spikes, change => change.Kind == AlertChangeKind.Confirmed || change is { Kind: AlertChangeKind.Raised, Unconfirmed: false });

        DateTimeOffset day = new(2026, 6, 3, 0, 0, 0, Jst);
        List<AlertChange> flood = [.. replay.Gauge("2300000085").Alerts.Where(change => change.Time >= day && change.Time < day.AddDays(1))];
        Assert.Equal(
            ["04 Raised 0>2? 観測開始水位", "05 Confirmed 2>2 観測開始水位", "05 SteppedUp 2>4 危険水位", "07 SteppedUp 4>4 氾濫開始水位", "08 SteppedDown 4>4 危険水位", "10 SteppedDown 4>2 観測開始水位"],
            flood.Where(change => change.Kind != AlertChangeKind.Resolved).Select(Line));
    }

    private static string Line(AlertChange change)
    {
        string stage = new[] { "氾濫開始水位", "危険水位", "観測開始水位" }.First(name => change.Text.Contains($"({name})", StringComparison.Ordinal));
        return $"{change.Time.ToOffset(Jst):HH} {change.Kind} {change.FromLevel}>{change.ToLevel}{(change.Unconfirmed ? "?" : "")} {stage}";
    }
}
