using Realtime.Domain;

namespace Realtime.Domain.Tests.Water;

/// <summary>
/// Drift against neighbours, by hand: hourly values, batches of a day. The gauge stands 0.50 m above its neighbours for the eight days that are learned; the
/// tolerance is 0.10 m, so 0.05 m of each day's excess do not count and 0.20 m in all are a drift.
/// </summary>
public sealed class DriftTests
{
    private static readonly ThingKey Key = new(ThingKind.Sensor, "harbour-1");
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DriftSettings Day = new([]) { ToleranceM = 0.1, Batch = TimeSpan.FromDays(1) };
    private static readonly Registration Registered = new() { Key = Key, Name = "Harbour 1", SensorType = SensorType.TideLevel, Water = Stations.Credulous, Drift = Day };

    [Theory]
    [InlineData("as usual", new[] { 0, 0.04, -0.04, 0.05, 0, 0 }, "")]
    [InlineData("0.06 + 0.06 + 0.06 + 0.06", new[] { 0.11, 0.11, 0.11, 0.11, 0.11 }, "Raised 12")]
    [InlineData("0.15 + 0.15", new[] { 0.2, 0.2, 0.2 }, "Raised 10")]
    [InlineData("downwards", new[] { -0.2, -0.2, -0.2 }, "Raised 10")]
    [InlineData("slowly: 0, 0, 0.01, 0.04, 0.09, 0.16, 0.25", new[] { 0.02, 0.04, 0.06, 0.08, 0.1, 0.12, 0.14 }, "Raised 15")]
    [InlineData("one day alone is no drift", new[] { 0.2, 0, 0, 0, 0 }, "")]
    [InlineData("two usual days end it", new[] { 0.2, 0.2, 0.01, 0.02, 0 }, "Raised 10, Resolved 12")]
    [InlineData("a day that is not quite usual does not", new[] { 0.2, 0.2, 0.01, 0.07, 0.01 }, "Raised 10")]
    [InlineData("and again: a new episode", new[] { 0.2, 0.2, 0, 0, 0.2, 0.2 }, "Raised 10, Resolved 12, Raised 14")]
    public void The_sum_decides(string why, double[] off, string expected)
    {
        ThingDriver driver = Run(off);
        string changes = string.Join(", ", driver.Alerts.Select(change => $"{change.Kind} {(change.Time - Start).TotalDays}"));
        Assert.True(expected == changes, $"{why}: {changes}");
        Assert.All(driver.Alerts, change => Assert.Equal((Rules.Drift, Audience.Operators), (change.Rule, change.Audience)));
    }

    [Fact]
    public void People_read_how_much_and_against_whom()
    {
        ThingDriver one = Run([-0.2, -0.2]);
        Assert.Equal("Harbour 1: drifts against harbour-2: 0.20 m lower than usual, found at 2026-06-11 00:00Z; one of the two gauges has to be checked", one.Alerts[0].Text);
        Assert.Contains("cumulative sum 0.20 m, drift from 0.20 m; tolerance 0.10 m", one.Alerts[0].Evidence, StringComparison.Ordinal);
        Assert.Equal(("drifting", 1), (one.View.Status, one.View.Level));
        ThingDriver three = Run([0.2, 0.2], ["harbour-2", "harbour-3", "harbour-4"]);
        Assert.Contains("against harbour-2, harbour-3, harbour-4: 0.20 m higher than usual", three.Alerts[0].Text, StringComparison.Ordinal);
        Assert.EndsWith("; the gauge has to be checked", three.Alerts[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void One_bad_neighbour_of_three_is_not_taken_for_a_bad_gauge()
    {
        static double Level(string who, int day) => who == "harbour-4" && day >= 8 ? 4 : 1;
        Assert.Empty(Run([0, 0, 0, 0], ["harbour-2", "harbour-3", "harbour-4"], Level).Alerts);
        Assert.NotEmpty(Run([0, 0, 0, 0], ["harbour-4"], Level).Alerts);
    }

    /// <summary>Nobody orders two partitions: a neighbour's value may come before the gauge's own of that hour, an hour late, or twice.</summary>
    [Fact]
    public void It_does_not_matter_who_is_heard_first_or_twice()
    {
        string[] before = [.. Ids(Run([0.2, 0.2, 0, 0], first: true))];
        Assert.NotEmpty(before);
        Assert.Equal(before, Ids(Run([0.2, 0.2, 0, 0], first: false)));
        Assert.Equal(before, Ids(Run([0.2, 0.2, 0, 0], first: false, times: 2)));
        static IEnumerable<string> Ids(ThingDriver driver) => driver.Alerts.Select(change => $"{change.AlertId} {change.Sequence} {change.Text} {change.Evidence}");
    }

    [Fact]
    public void A_gap_takes_nothing_but_itself_and_half_a_batch_is_no_batch()
    {
        // A tide of one metre: with a gap of the neighbour at high water the plain means would be far apart.
        static double Tide(int hour) => Math.Sin(hour * Math.PI / 12);
        ThingDriver driver = new(Key, Registered);
        for (int hour = 0; hour < 24 * 12; hour++)
        {
            DateTimeOffset time = Start.AddHours(hour);
            if (hour < 24 * 9 || hour % 24 is < 3 or > 9)
            {
                driver.Read(Heard("harbour-2", time, 1 + Tide(hour)));
            }

            driver.Read(Own(time, 1.5 + Tide(hour)));
        }

        Assert.Empty(driver.Alerts);
        DriftWatch watch = ((SensorState)driver.State).Drift!;
        Assert.Equal(0.5, Assert.Single(watch.Neighbours).Usual, 9);
        Assert.Null(DriftSlots.Empty.With(0, 1).With(1, 1).With(2, 1).With(3, 1).With(4, 1).With(5, 1).With(6, 1).With(7, 1).With(8, 1)
            .Above(DriftSlots.Empty.With(0, 1).With(1, 1).With(2, 1).With(3, 1), 0));
    }

    [Fact]
    public void Where_the_water_itself_varies_more_is_allowed()
    {
        // Learned differences of 0.5 ± 0.2 m: deviation 0.214 m, so 0.107 m do not count and 1.07 m are a drift.
        ThingDriver driver = new(Key, Registered);
        for (int hour = 0; hour < 24 * 13; hour++)
        {
            int day = hour / 24;
            double off = day < 8 ? (day % 2 == 0 ? 0.2 : -0.2) : 0.3;
            driver.Read(Heard("harbour-2", Start.AddHours(hour), 1));
            driver.Read(Own(Start.AddHours(hour), 1.5 + off));
        }

        Assert.Empty(driver.Alerts);
    }

    [Fact]
    public void A_gauge_tells_its_neighbours_and_they_take_it_for_no_reading()
    {
        ThingDriver teller = new(Key, Registered with { Drift = new DriftSettings(["harbour-2", "harbour-3"]) });
        SensorReading[] words = [.. teller.Read(Own(Start, 1.5)).Words.Cast<SensorReading>()];
        Assert.Equal([("harbour-2", 1.5, "harbour-1"), ("harbour-3", 1.5, "harbour-1")], words.Select(word => (word.ThingId, word.Value!.Value, word.Neighbour!)));
        Assert.Empty(teller.Read(Own(Start.AddHours(1), 1.5) with { Quality = Quality.Suspect }).Words);
        Assert.Empty(teller.Read(Own(Start.AddHours(2), 1.5) with { Drill = true }).Words);
        Assert.Null(((SensorState)teller.State).Drift);

        ThingDriver hearer = new(Key, Registered with { Thresholds = Stations.Hanwella });
        StepOutput output = hearer.Read(Heard("harbour-2", Start, 9.5));
        Assert.Empty(output.Results);
        Assert.Empty(output.Alerts);
        Assert.Empty(output.Words);
        Assert.Null(hearer.View.LastReading);
    }

    [Fact]
    public void Other_settings_are_learned_anew_and_end_what_is_open()
    {
        ThingDriver driver = Run([0.2, 0.2]);
        driver.Register(Registered with { Drift = Day with { ToleranceM = 0.3 } });
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes());
        Assert.Contains("learned anew", driver.Alerts[1].Text, StringComparison.Ordinal);
        Assert.Empty(((SensorState)driver.State).Drift!.Neighbours);
        driver.Register(Registered with { Drift = null });
        Assert.Equal(2, driver.Alerts.Count);
    }

    private static ThingDriver Run(double[] off, string[]? neighbours = null, Func<string, int, double>? level = null, bool first = true, int times = 1)
    {
        ThingDriver driver = new(Key, Registered, storeEachStep: false);
        int days = DriftNeighbour.LearnBatches + off.Length;
        for (int hour = 0; hour <= (days * 24) + 1; hour++)
        {
            int day = hour / 24;
            double own = 1.5 + (day >= DriftNeighbour.LearnBatches && day < days ? off[day - DriftNeighbour.LearnBatches] : 0);
            if (!first)
            {
                driver.Read(Own(Start.AddHours(hour), own));
            }

            foreach (string neighbour in neighbours ?? ["harbour-2"])
            {
                for (int time = 0; time < times; time++)
                {
                    driver.Read(Heard(neighbour, Start.AddHours(hour).AddMinutes(3), level?.Invoke(neighbour, day) ?? 1));
                }
            }

            if (first)
            {
                driver.Read(Own(Start.AddHours(hour), own));
            }
        }

        Assert.Equal(driver.State, ThingStateJson.Read(ThingKind.Sensor, ThingStateJson.Write(ThingKind.Sensor, driver.State)));
        return driver;
    }

    private static SensorReading Own(DateTimeOffset time, double level) => new() { ThingId = Key.Id, Time = time, Type = SensorType.TideLevel, Value = level };

    private static SensorReading Heard(string from, DateTimeOffset time, double level) => Own(time, level) with { Neighbour = from };
}
