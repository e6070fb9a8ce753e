using System.Globalization;
using Realtime.Domain;

namespace Realtime.Domain.Tests;

/// <summary>
/// Seven TVs in Darmstadt, 2011 and 2012 (tracebase, ODbL 1.0; A. Reinhardt et al.). The receiver is left out: it never sleeps.
/// The recording states no zone. UTC+1 is taken throughout: Darmstadt's winter time, constant, so that event time never jumps at a
/// change to summer time that the meters may not have made.
/// </summary>
public class TracebaseRecordedTests
{
    private static readonly TimeSpan Zone = TimeSpan.FromHours(1);

    private static readonly Lazy<IReadOnlyList<(string Plug, List<(DateTimeOffset Time, double Watts)> Rows)>> Sets = new(() =>
        [.. Directory.GetFiles(RecordedFiles.Folder("tracebase"), "tracebase_TV-*.csv.gz").Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileName(path)["tracebase_".Length..^".csv.gz".Length], Rows(path)))]);

    [Fact]
    public void Twelve_hours_and_lost_sets()
    {
        List<(string Plug, List<AlertChange> Alerts)> twelve = [.. Sets.Value.Select(set => (set.Plug, Replay(set.Plug, set.Rows, 12)))];
        AssertNoViewing(75, twelve.SelectMany(set => set.Alerts));
        Dictionary<string, int> lost = twelve.ToDictionary(
            set => set.Plug,
            set => set.Alerts.Count(change => change is { Rule: Rules.DeviceSilent, Kind: AlertChangeKind.Raised, Audience: Audience.Operators }));
        Assert.Equal(
            new Dictionary<string, int>
            {
                ["TV-CRT_98ABAA"] = 3,
                ["TV-LCD_B80E51"] = 12,
                ["TV-LCD_B81116"] = 0,
                ["TV-LCD_B8121D"] = 1,
                ["TV-LCD_B814DA"] = 0,
                ["TV-LCD_B83416"] = 0,
                ["TV-LCD_D330A3"] = 7,
            },
            lost);
    }

    [Theory]
    [InlineData(20, 29)]
    [InlineData(24, 10)]
    [InlineData(36, 4)]
    public void No_viewing_for_longer(int hours, int expected) =>
        AssertNoViewing(expected, Sets.Value.SelectMany(set => Replay(set.Plug, set.Rows, hours)));

    /// <summary>
    /// Learned pauses bring every alert of the registered hours no later, and some more. In these homes pauses of more than 16 h are usual,
    /// so 24 h stay 24 h; who registers 48 h is told of the one that is unusual.
    /// </summary>
    [Theory]
    [InlineData(24, 10, 10)]
    [InlineData(48, 0, 1)]
    public void Learned_pauses_are_never_later_than_the_registered_hours(int hours, int expected, int expectedLearned)
    {
        int registered = 0;
        int learned = 0;
        foreach ((string plug, List<(DateTimeOffset, double)> rows) in Sets.Value)
        {
            List<DateTimeOffset> plain = Starts(Replay(plug, rows, hours, beatMinutes: 10));
            List<DateTimeOffset> own = Starts(Replay(plug, rows, hours, beatMinutes: 10, household: new() { UtcOffset = Zone, LearnRhythm = true }));
            Assert.All(plain, due => Assert.Contains(own, start => start <= due && due - start <= TimeSpan.FromHours(12)));
            registered += plain.Count;
            learned += own.Count;
        }

        Assert.Equal((expected, expectedLearned), (registered, learned));
    }

    /// <summary>Days from 09:00 to 08:59 without viewing and without a hole of more than ten minutes: 7, counted again by a script over the files.</summary>
    [Fact]
    public void Daily_windows_without_viewing()
    {
        HouseholdSettings daily = new() { UtcOffset = Zone, DayStart = new(9, 0) };
        List<DateTimeOffset> starts = [.. Sets.Value.SelectMany(set => Starts(Replay(set.Plug, set.Rows, null, beatMinutes: 10, household: daily)))];
        Assert.All(starts, start => Assert.Equal(new TimeSpan(9, 0, 0), start.ToOffset(Zone).TimeOfDay));
        Assert.Equal(7, starts.Count);
    }

    [Fact]
    public void The_rhythm_of_the_heartbeat_changes_no_alert()
    {
        (string plug, List<(DateTimeOffset, double)> rows) = Sets.Value.Single(set => set.Plug == "TV-CRT_98ABAA");
        Assert.Equal(
            Replay(plug, rows, 12, beatMinutes: 1).Select(change => (change.AlertId, change.Sequence, change.Kind, change.Time, change.Text)),
            Replay(plug, rows, 12, beatMinutes: 7).Select(change => (change.AlertId, change.Sequence, change.Kind, change.Time, change.Text)));
    }

    private static List<DateTimeOffset> Starts(List<AlertChange> alerts) =>
        [.. alerts.Where(change => change is { Rule: Rules.NoViewing, Kind: AlertChangeKind.Raised }).Select(change => change.EpisodeStart)];

    private static void AssertNoViewing(int expected, IEnumerable<AlertChange> alerts)
    {
        Assert.Equal(7, Sets.Value.Count);
        List<AlertChange> raised = alerts.Where(change => change is { Rule: Rules.NoViewing, Kind: AlertChangeKind.Raised }).ToList();
        Assert.Equal(expected, raised.Count);
        Assert.Equal(expected, raised.Select(change => change.AlertId).Distinct().Count());
        Assert.All(raised, change => Assert.Equal((change.EpisodeStart, Audience.Family), (change.Time, change.Audience)));
    }

    /// <summary>One set with a channel of its own, whose heartbeat goes on through the holes and ends with the last row.</summary>
    private static List<AlertChange> Replay(
        string plug, List<(DateTimeOffset Time, double Watts)> rows, int? hours, int beatMinutes = 1, HouseholdSettings? household = null)
    {
        ThingKey key = new(ThingKind.Household, plug);
        TimeSpan? limit = hours is { } number ? TimeSpan.FromHours(number) : null;
        ThingDriver driver = new(key, new Registration { Key = key, Name = plug, Source = "channel", NoViewingLimit = limit, Household = household }, storeEachStep: false);
        DateTimeOffset since = rows[0].Time;
        DateTimeOffset next = since;
        foreach ((DateTimeOffset time, double watts) in rows)
        {
            for (; next < time; next = next.AddMinutes(beatMinutes))
            {
                driver.Beat(next, since);
            }

            driver.Read(new HouseholdReading { ThingId = plug, Time = time, PowerW = watts, Source = "channel" });
        }

        driver.Beat(rows[^1].Time, since);
        return driver.Alerts;
    }

    private static List<(DateTimeOffset Time, double Watts)> Rows(string path) =>
        [.. RecordedFiles.Lines(path).Select(line => line.Split(',')).Select(fields => (
            new DateTimeOffset(DateTime.ParseExact(fields[1], "dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture), Zone),
            double.Parse(fields[3], CultureInfo.InvariantCulture)))];
}
