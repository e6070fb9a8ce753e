namespace Realtime.Domain.Tests.Anomaly;

/// <summary>The anomaly rule in a sensor: who is judged, what people are told, and what ends it.</summary>
public class SensorAnomalyTests
{
    private const int Learned = 300;
    private static readonly ThingKey _key = new(ThingKind.Sensor, "pump-3");
    private static readonly Registration _on = new() { Key = _key, Name = "Pump 3", SensorType = SensorType.Scalar, Anomaly = new AnomalySettings() };

    [Fact]
    public void One_event_is_one_alert_with_value_usual_range_and_since_when()
    {
        ThingDriver driver = Driven(_on);
        Send(driver, Learned, 60);
        Send(driver, Learned + 1, 61);
        for (int row = Learned + 2; row < Learned + 150; row++)
        {
            Send(driver, row, Usual(row));
        }

        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes(Rules.Anomaly));
        Assert.Matches(@"^Pump 3: unusual since 2026-06-02 16:00Z: 60\.00 °C; usual at this hour -?\d+\.\d+ °C to \d+\.\d+ °C$", driver.Alerts[0].Text);
        Assert.Contains("unusual from 0.12; most of all:", driver.Alerts[0].Evidence, StringComparison.Ordinal);
        Assert.Contains("as usual again", driver.Alerts[1].Text, StringComparison.Ordinal);
        Assert.Equal(At(Learned), driver.Alerts[0].EpisodeStart);
        Assert.Equal(Audience.Operators, driver.Alerts[0].Audience);
    }

    [Fact]
    public void While_it_is_open_the_sensor_says_so_and_every_value_has_its_score()
    {
        ThingDriver driver = Driven(_on);
        StepOutput output = Send(driver, Learned, 60);
        Assert.Equal(("unusual", 1), (driver.View.Status, driver.View.Level));
        Assert.InRange(Score(Assert.Single(output.Results)), AnomalyModel.Standard.Threshold, 25);
        Assert.Equal(0, Score(driver.Results[10]));
    }

    [Fact]
    public void Without_the_setting_or_for_another_type_nothing_is_judged()
    {
        foreach (Registration registration in new[] { _on with { Anomaly = null }, _on with { SensorType = SensorType.Rain }, _on with { Retired = true } })
        {
            ThingDriver driver = Driven(registration);
            StepOutput output = Send(driver, Learned, 60);
            Assert.Empty(driver.Changes(Rules.Anomaly));
            Assert.DoesNotContain(output.Results.SelectMany(point => point.Fields), field => field.Name == Fields.AnomalyScore);
            Assert.Null(((SensorState)driver.State).Anomaly);
        }
    }

    [Fact]
    public void Suspect_late_and_repeated_values_teach_nothing()
    {
        ThingDriver driver = Driven(_on);
        AnomalyWatch? before = ((SensorState)driver.State).Anomaly;
        driver.Read(Reading(Learned, 60) with { Quality = Quality.Suspect });
        driver.Read(Reading(Learned - 20, 60));
        driver.Read(Reading(Learned - 1, 60));
        Assert.Equal(before, ((SensorState)driver.State).Anomaly);
        Assert.Empty(driver.Alerts);
    }

    [Fact]
    public void A_wearable_tells_its_contacts()
    {
        ThingDriver driver = Driven(_on with { Anomaly = new AnomalySettings { ForFamily = true } });
        Send(driver, Learned, 60);
        Assert.Equal(Audience.Family, Assert.Single(driver.Alerts).Audience);
    }

    [Fact]
    public void Silence_never_clears_it()
    {
        ThingDriver driver = Driven(_on with { SilenceLimit = TimeSpan.FromHours(1), Source = "channel" });
        driver.Beat(At(Learned - 1));
        Send(driver, Learned, 60);
        driver.Beat(At(Learned).AddHours(2));
        Assert.Equal(["Raised 0>1", "Unobservable 1>1"], driver.Changes(Rules.Anomaly));
        Send(driver, Learned + 30, Usual(Learned + 30));
        Assert.Equal(["Raised 0>1", "Unobservable 1>1", "Observable 1>1"], driver.Changes(Rules.Anomaly));
    }

    [Fact]
    public void Taking_the_rule_away_ends_the_alert_and_forgets_what_was_learned()
    {
        ThingDriver driver = Driven(_on);
        Send(driver, Learned, 60);
        driver.Register(_on with { Anomaly = null });
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes(Rules.Anomaly));
        Assert.Contains("not an all-clear", driver.Alerts[1].Text, StringComparison.Ordinal);
        Assert.Equal(0, ((SensorState)driver.State).Anomaly!.Stream.Seen);
    }

    private static ThingDriver Driven(Registration registration)
    {
        ThingDriver driver = new(_key, registration);
        for (int row = 0; row < Learned; row++)
        {
            Send(driver, row, Usual(row));
        }

        return driver;
    }

    private static StepOutput Send(ThingDriver driver, int row, double value) => driver.Read(Reading(row, value));

    private static SensorReading Reading(int row, double value) => new() { ThingId = _key.Id, Time = At(row), Type = SensorType.Scalar, Value = value, Unit = "°C" };

    /// <summary>Between 15 and 25, every five minutes.</summary>
    private static double Usual(int row) => 20 + (5 * Math.Sin(row * 0.7));

    private static DateTimeOffset At(int row) => ThingDriver.T0.AddMinutes(5 * row);

    private static double Score(ResultPoint point) => point.Fields.Single(field => field.Name == Fields.AnomalyScore).Value;
}
