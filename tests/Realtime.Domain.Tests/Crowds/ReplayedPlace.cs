using Realtime.Domain;

namespace Realtime.Domain.Tests.Crowds;

/// <summary>
/// What one recorded place gave: its alerts, and the absolute errors of the forecast, of persistence and of the same hour last week, on the
/// readings for which all three existed. A forecast counts only when it was published before the reading it is for.
/// </summary>
internal sealed record ReplayedPlace(IReadOnlyList<AlertChange> Alerts, int StateBytes, int Scored, double Forecast, double Persistence, double LastWeek)
{
    public static ReplayedPlace Of(IReadOnlyList<CountedRow> rows, CrowdSettings settings)
    {
        Registration registration = CrowdRecordings.Registered(rows[0].Place, settings);
        ThingDriver driver = new(registration.Key, registration, storeEachStep: false);
        Dictionary<DateTimeOffset, double> counted = [];
        Dictionary<DateTimeOffset, double> forecasts = [];
        ReplayedPlace sum = new([], 0, 0, 0, 0, 0);
        foreach (CountedRow row in rows)
        {
            if (forecasts.TryGetValue(row.End, out double forecast)
                && counted.TryGetValue(row.End - settings.Interval, out double now)
                && counted.TryGetValue(row.End - TimeSpan.FromDays(7), out double lastWeek))
            {
                sum = sum.Plus(Math.Abs(forecast - row.Persons), Math.Abs(now - row.Persons), Math.Abs(lastWeek - row.Persons));
            }

            StepOutput output = driver.Read(CrowdRecordings.Reading(row));
            counted[row.End] = row.Persons;
            foreach (ResultPoint point in output.Results.Where(point => point.Measurement == Measurements.PeopleForecast))
            {
                forecasts[point.Time] = point.Fields.Single(field => field.Name == Fields.ForecastPersons).Value;
            }
        }

        return sum with
        {
            Alerts = driver.Alerts,
            StateBytes = ThingStateJson.Write(ThingKind.Sensor, driver.State).Length,
            Forecast = sum.Forecast / sum.Scored,
            Persistence = sum.Persistence / sum.Scored,
            LastWeek = sum.LastWeek / sum.Scored,
        };
    }

    private ReplayedPlace Plus(double forecast, double persistence, double lastWeek) => this with
    {
        Scored = Scored + 1,
        Forecast = Forecast + forecast,
        Persistence = Persistence + persistence,
        LastWeek = LastWeek + lastWeek,
    };
}
