namespace Realtime.Domain;

/// <summary>
/// Closed data (<see cref="Registration.Closed"/>): what a step produced is stripped of values before it leaves the thing, whatever rule produced it,
/// so that a new rule cannot forget it. Out go: when the sensor was heard, the level of its worst alert, and alerts in words without numbers.
/// Source: own; what doctors measure is 要配慮個人情報 (個人情報の保護に関する法律第2条第3項), and what a wearable measures is treated alike here.
/// </summary>
internal static class ClosedData
{
    /// <summary>What stands where a value would.</summary>
    public const string Words = "closed data: its values are not shown";

    private const string NoAllClear = "not an all-clear";

    /// <summary>Strips everything behind the mark.</summary>
    /// <param name="output">The step's output.</param>
    /// <param name="mark">Where the step began.</param>
    /// <param name="level">Level of the worst open alert after the step.</param>
    public static void Close(StepOutput output, StepMark mark, int level) => output.Rewrite(
        mark,
        Strip,
        point => point.Measurement == Measurements.PeopleForecast ? null : Point(point, level),
        word => word is SensorReading ? null : word);

    /// <summary>The reading without its values, for where it has to be kept.</summary>
    public static Reading Strip(Reading reading) => reading is SensorReading sensor
        ? sensor with { Value = null, PeopleTowards = null, PeopleAway = null, SpeedMps = null, Rain10MinMm = null, Thresholds = null }
        : reading;

    private static ResultPoint Point(ResultPoint point, int level) => point with
    {
        Measurement = Measurements.Closed,
        Fields = [new ResultField(Fields.AlertLevel, level)],
        Texts = [],
        Tags = [],
    };

    private static AlertChange Strip(AlertChange change)
    {
        string doubt = change.Text.Contains(NoAllClear, StringComparison.Ordinal) ? $"; this is {NoAllClear}" : "";
        return change with { Text = $"{change.ThingName}: {Say(change)} at {Realtime.Domain.Say.Time(change.Time)}{doubt}", Evidence = Words };
    }

    private static string Say(AlertChange change) => change.Kind switch
    {
        AlertChangeKind.Resolved => $"{What(change)} is over",
        AlertChangeKind.Unobservable => "cannot be seen, its last known state stands",
        AlertChangeKind.Observable => "can be seen again",
        AlertChangeKind.NotConfirmed => $"{What(change)} was not confirmed",
        AlertChangeKind.Suppressed => $"{What(change)}, held back",
        _ => change.ToLevel > 1 ? $"{What(change)}, level {change.ToLevel}" : What(change),
    };

    private static string What(AlertChange change) => change.Rule switch
    {
        Rules.Anomaly => "unusual",
        Rules.Silence => "silent",
        Rules.Stage => "a threshold",
        _ => change.Rule,
    };
}
