namespace Realtime.Domain.Tests.Anomaly;

/// <summary>The detector on made streams: each measure finds its own kind of change, and nothing else begins an event.</summary>
public class AnomalyDetectorTests
{
    private const int PerDay = 288;
    private const int Quiet = 10 * PerDay;

    public static TheoryData<string, Func<int, double>, string> Changes => new()
    {
        { "one value far away", row => Usual(row) + (row == Quiet ? 60 : 0), AnomalyDetector.Departure },
        { "another level from now on", row => Usual(row) + (row >= Quiet ? 25 : 0), AnomalyDetector.Departure },
        { "a day without its course", row => row >= Quiet ? 20 + Noise(row) : Usual(row), AnomalyDetector.Drift },
        { "restless about the same mean", row => Usual(row) + (row >= Quiet ? 8 * Noise(row) : 0), AnomalyDetector.Motion },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_begins_one_event_within_two_hours_and_names_what_changed(string change, Func<int, double> stream, string reason)
    {
        List<(int Row, AnomalyVerdict Verdict)> begun = Begun(Enumerable.Range(0, Quiet + 100).Select(stream));
        (int row, AnomalyVerdict verdict) = Assert.Single(begun, found => found.Row >= Quiet);
        Assert.InRange(row, Quiet, Quiet + 48);
        Assert.True(reason == verdict.Reason || verdict.Score > 1, $"{change}: {verdict.Reason}, score {verdict.Score}");
        Assert.InRange(begun.Count, 1, 4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20.1)]
    [InlineData(-1e9)]
    public void A_constant_stream_is_never_unusual(double value) => Assert.Empty(Begun(Enumerable.Repeat(value, 5000)));

    [Fact]
    public void Nothing_is_said_before_a_measure_has_learned()
    {
        double[] wild = [.. Enumerable.Range(0, AnomalyModel.Standard.Learning).Select(row => row % 7 == 0 ? Math.Pow(10, row / 20) : 0)];
        Assert.Empty(Begun(wild));
    }

    [Fact]
    public void One_outlier_does_not_blind_the_rule()
    {
        const int second = Quiet + PerDay;
        List<(int Row, AnomalyVerdict)> begun = Begun(Enumerable.Range(0, second + 10).Select(row => Usual(row) + (row == Quiet ? 1e6 : row == second ? 1e6 : 0)));
        Assert.Contains(begun, found => found.Row == Quiet);
        Assert.Contains(begun, found => found.Row == second);
    }

    [Fact]
    public void Values_within_the_smallest_change_begin_nothing()
    {
        double[] values = [.. Enumerable.Range(0, Quiet + 10).Select(row => 20 + (row >= Quiet ? 0.4 : 0))];
        Assert.NotEmpty(Begun(values));
        Assert.Empty(Begun(values, smallestChange: 0.5));
    }

    [Fact]
    public void The_state_comes_back_from_its_stored_form_and_goes_on_alike()
    {
        AnomalyWatch kept = new();
        AnomalyWatch stored = new();
        for (int row = 0; row < 2000; row++)
        {
            kept = kept.Take(At(row), Usual(row), 0, AnomalyModel.Standard, out AnomalyVerdict left, out AnomalyStep leftStep);
            stored = Restored(stored).Take(At(row), Usual(row), 0, AnomalyModel.Standard, out AnomalyVerdict right, out AnomalyStep rightStep);
            Assert.Equal((left, leftStep), (right, rightStep));
        }

        Assert.Equal(kept, stored);
    }

    [Fact]
    public void The_state_stays_small_whatever_comes()
    {
        AnomalyWatch watch = new();
        int largest = 0;
        for (int row = 0; row < 20_000; row++)
        {
            watch = watch.Take(At(row), Math.Sin(row * 0.731) * Math.Pow(10, row % 300) * 1.000_000_1, 0, AnomalyModel.Standard, out AnomalyVerdict verdict, out _);
            Assert.True(double.IsFinite(verdict.Score));
            largest = row % 1000 == 0 ? Math.Max(largest, Bytes(watch).Length) : largest;
        }

        Assert.InRange(largest, 500, 4000);
    }

    private static List<(int Row, AnomalyVerdict Verdict)> Begun(IEnumerable<double> values, double smallestChange = 0)
    {
        List<(int, AnomalyVerdict)> begun = [];
        AnomalyWatch watch = new();
        int row = 0;
        foreach (double value in values)
        {
            watch = watch.Take(At(row), value, smallestChange, AnomalyModel.Standard, out AnomalyVerdict verdict, out AnomalyStep step);
            if (step == AnomalyStep.Begins)
            {
                begun.Add((row, verdict));
            }

            row++;
        }

        return begun;
    }

    /// <summary>A day between 10 and 30 with a little noise, every five minutes.</summary>
    private static double Usual(int row) => 20 - (10 * Math.Cos(2 * Math.PI * row / PerDay)) + Noise(row);

    /// <summary>Between -1 and 1, without a pattern, the same for a row every time.</summary>
    private static double Noise(int row)
    {
        double x = Math.Sin((row + 1) * 12.9898) * 43758.5453;
        return (2 * (x - Math.Floor(x))) - 1;
    }

    private static DateTimeOffset At(int row) => ThingDriver.T0.AddMinutes(5 * row);

    private static byte[] Bytes(AnomalyWatch watch) => ThingStateJson.Write(ThingKind.Sensor, new SensorState { Anomaly = watch });

    private static AnomalyWatch Restored(AnomalyWatch watch) => ((SensorState)ThingStateJson.Read(ThingKind.Sensor, Bytes(watch))).Anomaly!;
}
