using Realtime.Domain;
using Realtime.LoadGen.Oracle;
using Realtime.LoadGen.Verify;

namespace Realtime.Tests.Replay.Verify;

/// <summary>The comparison finds each kind of fault and lets repeats pass.</summary>
public sealed class ComparisonTests
{
    private static readonly ThingKey Gauge = new(ThingKind.Sensor, "a");

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ExpectedAlert Flood =
        new("sensor/a", Rules.Stage, Start, [new(Start, 2), new(Start.AddHours(1), 4), new(Start.AddHours(3), 0)]);

    private static readonly AlertChange[] Right =
    [
        Change(0, AlertChangeKind.Raised, 0, 2),
        Change(1, AlertChangeKind.SteppedUp, 1, 4),
        Change(2, AlertChangeKind.Unobservable, 2, 4),
        Change(3, AlertChangeKind.Observable, 3, 4),
        Change(4, AlertChangeKind.Resolved, 3, 0),
    ];

    [Fact]
    public void TheRightCourseIsCleanAlsoWhenEverythingComesTwice()
    {
        Findings findings = Compare([.. Right, .. Right]);

        Assert.True(findings.Clean);
        Assert.Equal((1, 1, 5), (findings.Expected, findings.Judged, findings.Repeats));
    }

    [Fact]
    public void AnAlertThatDidNotComeIsLost() => Assert.Single(Compare().Lost);

    [Fact]
    public void AnAlertNobodyForetoldIsFalse()
    {
        AlertChange other = Right[0] with { AlertId = AlertIds.Of(Gauge, Rules.Stage, Start.AddTicks(1)), EpisodeStart = Start.AddTicks(1) };

        Assert.Single(Compare([.. Right, other]).False);
    }

    [Fact]
    public void AnotherCourseAHoleAndAContradictionAreWrong()
    {
        Assert.Single(Compare(Right[..4]).Wrong);
        Assert.Equal(2, Compare(Right[0], Right[4]).Wrong.Count);
        Assert.Single(Compare([.. Right, Right[1] with { Text = "something else" }]).Doubled);
        Assert.Single(Compare([Right[0], Right[1] with { Time = Start.AddHours(2) }, .. Right[2..]]).Wrong);
    }

    [Fact]
    public void RulesAndThingsTheOracleDoesNotFollowAreNotJudged()
    {
        AlertChange stalled = Right[0] with { AlertId = "x", Rule = Rules.ChannelStalled };
        Findings findings = Compare([.. Right, stalled]);
        Assert.True(findings.Clean);
        Assert.Equal(1, findings.NotJudged);

        Findings undecided = Comparison.Of([], new PublishedAlerts(Right, [], 0), thing => thing != "sensor/a", NoPoison);
        Assert.True(undecided.Clean);
        Assert.Equal(1, undecided.NotJudged);
    }

    [Fact]
    public void RefusedReadingsAreAFaultAndSoIsPoisonThatNobodyRefused()
    {
        PublishedAlerts refused = new([], [new RefusedRecord("telemetry.sensor", 1, 7, "bad-value")], 0);

        Assert.Single(Comparison.Of([], refused, _ => true, NoPoison).Refused);
        Assert.True(Comparison.Of([], refused, _ => true, new HashSet<(string, int, long)> { ("telemetry.sensor", 1, 7) }).Clean);
        Assert.Single(Comparison.Of([], refused, _ => true, new HashSet<(string, int, long)> { ("telemetry.sensor", 1, 7), ("telemetry.sensor", 1, 8) }).NotRefused);
    }

    private static readonly HashSet<(string, int, long)> NoPoison = [];

    private static Findings Compare(params AlertChange[] changes) => Comparison.Of([Flood], new PublishedAlerts(changes, [], 0), _ => true, NoPoison);

    private static AlertChange Change(int sequence, AlertChangeKind kind, int hour, int level) => new()
    {
        AlertId = AlertIds.Of(Gauge, Rules.Stage, Start),
        Thing = Gauge,
        Rule = Rules.Stage,
        EpisodeStart = Start,
        Sequence = sequence,
        Kind = kind,
        ToLevel = level,
        Time = Start.AddHours(hour),
        Text = kind.ToString(),
    };
}
