using Realtime.LoadGen.Ledger;
using Realtime.LoadGen.Oracle;

namespace Realtime.Tests.Replay.Oracle;

/// <summary>The oracle's rules on histories small enough to be checked by hand; times in minutes.</summary>
public sealed class OracleRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly LedgerHistory _history = new();
    private long _offset;

    [Fact]
    public void AStageRisesAtItsThresholdAndFallsOnlyBelowTheDeadBand()
    {
        Register("sensor/a", line => line with { Stages = [new(2, 5), new(3, 6.4)], DeadBand = 0.1 });
        double[] values = [4.99, 5, 4.9, 6.4, 6.3, 6.29, 4.89, 7];
        for (int minute = 0; minute < values.Length; minute++)
        {
            double value = values[minute];
            Row("sensor/a", minute, line => line with { Value = value });
        }

        IReadOnlyList<ExpectedAlert> alerts = CityOracle.Expect(_history);

        Assert.Equal(["1:2 3:3 5:2 6:0", "7:3"], alerts.Select(Text));
    }

    [Fact]
    public void AWaterStageOutOfNowhereIsUnconfirmedUntilTheNextRowReachesItToo()
    {
        Register("sensor/a", line => line with { Stages = [new(2, 5), new(3, 6.4)], DeadBand = 0.1, Water = true, Confirm = true, RiseMaxM = 1.5, RecentLimitS = 3600 });
        (double Minute, double Value)[] rows = [(0, 5.5), (10, 5.4), (20, 8), (30, 5.2), (40, 1), (50, 7), (60, 4), (200, 6.5), (300, 6.5), (310, 6)];
        foreach ((double minute, double value) in rows)
        {
            Row("sensor/a", minute, line => line with { Value = value });
        }

        IReadOnlyList<ExpectedAlert> alerts = CityOracle.Expect(_history);

        Assert.Equal(["0:2? 10:2 20:3? 30:2 40:0", "50:3? 60:0?", "200:3? 310:2"], alerts.Select(Text));
    }

    [Fact]
    public void ListsAndWhatDependsOnTheLevelAreNotJudged()
    {
        Register("sensor/a", line => line with { Stages = [new(2, 5)], ReleaseLevel = 2 });
        Register("sensor/b", line => line with { SilenceLimitS = 600, QuietSilenceLimitS = 6000 });
        Register("sensor/c", line => line with { Stages = [new(2, 5)] });
        Row("sensor/c", 0, line => line with { Value = 9, Listed = true });

        Assert.All(["sensor/a", "sensor/b", "sensor/c"], thing => Assert.False(_history.IsDecided(thing)));
    }

    [Fact]
    public void ARowThatIsOlderThanTheOneBeforeIsNotJudged()
    {
        Register("sensor/a", line => line with { Stages = [new(2, 5)], DeadBand = 0.1 });
        Row("sensor/a", 10, line => line with { Value = 1 });
        Row("sensor/a", 9, line => line with { Value = 9 });

        Assert.Empty(CityOracle.Expect(_history));
    }

    [Fact]
    public void SilenceNeedsAHeartbeatBetweenTheRows()
    {
        Register("sensor/a", line => line with { SilenceLimitS = 600 });
        Beat(0);
        Row("sensor/a", 0);
        Row("sensor/a", 15);
        Beat(15);
        Beat(25);
        Beat(35);
        Row("sensor/a", 36);

        Assert.Equal(["25:1 36:0"], CityOracle.Expect(_history).Select(Text));
    }

    [Fact]
    public void TimeInWhichTheChannelWasAwayIsNoSilence()
    {
        Register("sensor/a", line => line with { SilenceLimitS = 600 });
        Beat(0);
        Row("sensor/a", 0);
        Beat(25);
        Beat(34);
        Beat(35);

        Assert.Equal(["35:1"], CityOracle.Expect(_history).Select(Text));
    }

    [Fact]
    public void AThingThatWasNeverHeardIsSilentFromTheChannelsFirstHeartbeat()
    {
        Register("sensor/a", line => line with { SilenceLimitS = 600 });
        Beat(3);
        Beat(13);

        Assert.Equal(["13:1"], CityOracle.Expect(_history).Select(Text));
    }

    [Fact]
    public void NearlyFullEndsFivePointsBelowTheShareOrWhenTheShelterCloses()
    {
        Register("shelter/a", line => line with { CapacityPersons = 100, NearlyFullShare = 0.8 });
        (bool Open, int Persons)[] reports = [(true, 79), (true, 80), (true, 75), (true, 74), (true, 90), (false, 0)];
        for (int minute = 0; minute < reports.Length; minute++)
        {
            (bool open, int persons) = reports[minute];
            Row("shelter/a", minute, line => line with { Open = open, Evacuees = persons });
        }

        Assert.Equal(["1:1 3:0", "4:1 5:0"], CityOracle.Expect(_history).Select(Text));
    }

    [Fact]
    public void WhatDependsOnAnUnknownOutcomeIsNotJudged()
    {
        Register("sensor/a", line => line with { Stages = [new(2, 5)], DeadBand = 0.1 });
        Row("sensor/a", 1, line => line with { Value = 9 });
        Row("sensor/a", 2, line => line with { Value = 1, Outcome = "unknown", Offset = -1 });

        Assert.Empty(CityOracle.Expect(_history));
        Assert.False(_history.IsDecided("sensor/a"));
    }

    private static string Text(ExpectedAlert alert) =>
        string.Join(' ', alert.Steps.Select(step => $"{(step.Time - Start).TotalMinutes}:{step.Level}{(step.Unconfirmed ? "?" : "")}"));

    private void Register(string thing, Func<LedgerLine, LedgerLine> with) =>
        _history.Add(with(Line("registry", LedgerLine.Registration, null) with { Thing = thing, Channel = "c" }));

    private void Row(string thing, double minute, Func<LedgerLine, LedgerLine>? with = null)
    {
        LedgerLine line = Line("telemetry." + thing.Split('/')[0], LedgerLine.Reading, minute) with { Thing = thing, Channel = "c" };
        _history.Add(with is null ? line : with(line));
    }

    private void Beat(double minute) => _history.Add(Line("telemetry.sensor", LedgerLine.Beat, minute) with { Channel = "c", IntervalS = 600 });

    private LedgerLine Line(string topic, string what, double? minute) => new()
    {
        Topic = topic,
        Partition = 0,
        Offset = _offset++,
        Outcome = "ok",
        What = what,
        Time = minute is { } at ? Start.AddMinutes(at) : null,
    };
}
