using Names = Realtime.Domain.Fields;

namespace Realtime.Domain;

/// <summary>What a count becomes in the time series.</summary>
internal static class CrowdPoints
{
    /// <summary>A zero that is not believed: it carries no count, so nothing that draws counts can draw an empty place.</summary>
    public static PointDraft Doubted()
    {
        PointDraft draft = new(Measurements.People);
        draft.Add(Names.PeopleCountDoubted, 0);
        return draft;
    }

    /// <summary>Adds direction, density, level of service, what is usual, and the errors of the forecasts to a count's point.</summary>
    public static void Add(PointDraft? draft, SensorReading reading, CrowdState crowd, CrowdSettings settings, ProfileSlot usual)
    {
        if (draft is null)
        {
            return;
        }

        CrowdMeasures measures = CrowdMeasures.Of(settings, crowd.Persons, crowd.SpeedMps);
        draft.Add(Names.PeopleTowards, reading.PeopleTowards);
        draft.Add(Names.PeopleAway, reading.PeopleAway);
        draft.Add(Names.SpeedMps, reading.SpeedMps);
        foreach (ResultField field in Fields(crowd, measures))
        {
            draft.Add(field.Name, field.Value);
        }

        draft.Add(Names.UsualPersons, usual.Weeks > 0 ? usual.Mean * usual.Mean : null);
        if (measures.Service is { } service)
        {
            draft.Add(Names.LevelOfService, service.Table.NameOf(service.Value));
        }

        if (measures.PersonsPerM2 is { } density)
        {
            draft.Add(Names.Congestion, LevelsOfService.Congestion.NameOf(density));
        }
    }

    /// <summary>The forecast as a point at the time it is for, beside what persistence says for the same time.</summary>
    public static ResultPoint Forecast(PendingForecast forecast, SensorReading reading, in StepContext context) => new()
    {
        Measurement = Measurements.PeopleForecast,
        Thing = context.Key,
        Municipality = reading.Municipality.Length > 0 ? reading.Municipality : context.Registration?.Municipality ?? "",
        Time = forecast.Target,
        Drill = reading.Drill,
        Fields = [new ResultField(Names.ForecastPersons, forecast.Persons), new ResultField(Names.PersistencePersons, forecast.Origin)],
    };

    /// <summary>The present numbers beside the count.</summary>
    public static IEnumerable<ResultField> View(SensorState state, Registration? registration)
    {
        if (state.Crowd is not { Time: not null, Doubted: false } crowd || registration?.Crowd is not { } settings)
        {
            return [];
        }

        IEnumerable<ResultField> fields = Fields(crowd, CrowdMeasures.Of(settings, crowd.Persons, crowd.SpeedMps));
        return crowd.Newest is { } newest ? fields.Append(new ResultField(Names.ForecastPersons, newest.Persons)) : fields;
    }

    private static IEnumerable<ResultField> Fields(CrowdState crowd, CrowdMeasures measures)
    {
        (string Name, double? Value)[] fields =
        [
            (Names.PersonsPerM2, measures.PersonsPerM2),
            (Names.PersonsPerMPerMin, measures.PersonsPerMPerMin),
            (Names.LevelOfServiceStep, measures.Service is { } service ? service.Table.StepOf(service.Value) : null),
            (Names.ForecastErrorPersons, crowd.Forecast?.MeanError),
            (Names.PersistenceErrorPersons, crowd.Forecast?.MeanPersistenceError),
        ];
        return fields.Where(field => field.Value is not null).Select(field => new ResultField(field.Name, field.Value!.Value));
    }
}
