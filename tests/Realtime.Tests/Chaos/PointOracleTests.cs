using Realtime.Domain;
using Realtime.LoadGen.Ledger;
using Realtime.LoadGen.Oracle;

namespace Realtime.Tests.Chaos;

/// <summary>The points that follow from a ledger.</summary>
public sealed class PointOracleTests
{
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private int _offset;

    [Fact]
    public void Every_value_is_a_point_late_and_repeated_ones_too_but_not_what_was_missing()
    {
        LedgerLine[] lines =
        [
            Line("sensor/a", 0) with { Value = 1 },
            Line("sensor/a", 2) with { Value = 2 },
            Line("sensor/a", 2) with { Value = 2 },
            Line("sensor/a", 1) with { Value = 3 },
            Line("sensor/a", 3) with { Quality = "missing" },
        ];

        Assert.Equal([(0.0, 1.0), (1, 3), (2, 2)], Points(lines).Distinct().Select(point => ((point.Id.Time - Start).TotalMinutes, point.Value!.Value)).Order());
    }

    [Fact]
    public void Of_households_only_hours_with_viewing_and_the_first_without_are_points()
    {
        bool[] watched = [false, false, true, true, false];
        LedgerLine[] lines = [.. watched.Select((on, minute) => Line("household/h", (60 * minute) + 5) with { PowerW = on ? 90 : 1 }), Line("household/h", 90) with { PowerW = 90 }];

        // The last hour is still running.
        Assert.Equal([0.0, 120, 180], Points(lines).Select(point => (point.Id.Time - Start).TotalMinutes));
    }

    private static IEnumerable<ExpectedPoint> Points(LedgerLine[] lines)
    {
        LedgerHistory history = new();
        Array.ForEach(lines, line => history.Add(line));
        return PointOracle.Expect(history);
    }

    private LedgerLine Line(string thing, double minute) => new()
    {
        Topic = Topics.Sensor,
        Partition = 0,
        Offset = _offset++,
        Outcome = "ok",
        What = LedgerLine.Reading,
        Thing = thing,
        Time = Start.AddMinutes(minute),
    };
}
