namespace Realtime.Domain;

/// <summary>Crowds and people flow.</summary>
public static partial class RuleBook
{
    private const string CrowdNotJudged = "Missing (欠測) and suspect counts; readings older than the newest; zeros that are not believed; a drill is judged on a track of its own. "
        + "When the counter is silent or blind an open alert stands as unobservable: not counting is not emptiness.";

    private static IReadOnlyList<RuleEntry> Crowds =>
    [
        new()
        {
            Rule = Rules.CrowdFlow,
            Title = "More persons per hour than a place is meant for",
            Kinds = [ThingKind.Sensor],
            Raises = "A count that, over its interval, is at least the registered number of persons per hour.",
            Clears = "A count below the registered lower edge (nine tenths of the limit when none is registered).",
            Reads = "Birrarung Marr: 5,331 persons/h ≥ 5,000 persons/h, from 2013-01-13 02:00Z to 2013-01-13 03:00Z",
            Settings = "`crowd`: `interval_s`, `limit_persons_per_h`, `clear_persons_per_h`; a limit that changes under an open alert is explained in its evidence",
            NotJudged = CrowdNotJudged,
            Source = "The limit is the owner's; replayed against the recorded year 2013 of Birrarung Marr, City of Melbourne (CC BY 4.0): 23 episodes at 5,000 / 4,500 persons/h",
            DecidedBy = [nameof(CrowdLimits), nameof(CrowdMeasures)],
        },
        new()
        {
            Rule = Rules.CrowdDensity,
            Title = "More persons per square metre than a place is meant for",
            Kinds = [ThingKind.Sensor],
            Raises = "A density of at least the registered limit; a second change when it becomes dangerous by itself (5.55 persons/m²). Density is the persons present over the "
                + "registered area, or the flow over width and measured walking speed.",
            Clears = "A density below the registered lower edge (nine tenths of the limit when none is registered). The dangerous step is left below nine tenths of it.",
            Reads = "Festival square: 4.20 persons/m² (大混雑) ≥ 4.00 persons/m², at 2025-08-01 11:20Z; stop the inflow upstream first",
            Settings = "`crowd`: `counts`, `area_m2` or `width_m`, `limit_persons_per_m2`, `clear_persons_per_m2`",
            NotJudged = CrowdNotJudged + " A count without area, or without width and speed, has no density and says none.",
            Source = "Levels of service: Highway Capacity Manual (queueing areas) and J. J. Fruin, Pedestrian Planning and Design (walkways); dangerous density: Fruin, as tabled in "
                + "EPJ Data Science (2013). The limit itself is the owner's",
            DecidedBy = [nameof(CrowdLimits), nameof(LevelsOfService), nameof(CrowdMeasures)],
        },
        new()
        {
            Rule = Rules.CrowdUnusual,
            Title = "More people than this weekday and hour ever have",
            Kinds = [ThingKind.Sensor],
            Raises = "A count of at least the registered least number, at least three times (or as registered) the usual count of the same weekday and hour, and at least five robust "
                + "standard deviations above it, once the hour was seen in four weeks. The profile is learned from the counter itself.",
            Clears = "A count below half of that ratio, or below nine tenths of the least number.",
            Reads = "Birrarung Marr: unusually many people, 1,605 persons, Wednesday 17:00 to 18:00, usual 427 persons",
            Settings = "`crowd`: `unusual`, `unusual_min_persons`, `unusual_ratio`",
            NotJudged = CrowdNotJudged + " Holidays and events are not known beforehand: they are what they are.",
            Source = "Own rule, stated against the recorded year 2013 of 22 counters of the City of Melbourne (CC BY 4.0) in docs/crowds.md",
            DecidedBy = [nameof(UnusualCrowd), nameof(WeeklyProfile)],
        },
        new()
        {
            Rule = Rules.CounterBlind,
            Title = "A people counter sees nobody where there are people",
            Kinds = [ThingKind.Sensor],
            Raises = "Zeros in a row in which at least 20 persons would have come even on a quiet day (three sigma below usual; a quarter of the middle day at that hour, or of the last count, "
                + "while little was learned: a place that closes abruptly is reported in its first nights); or twelve hours of zeros from a counter that never counted anybody. Such zeros are stored as `people_count_doubted`, never as a count.",
            Clears = "The counter counts somebody.",
            Reads = "Fukui station, east exit: the counter sees nobody since 2024-10-19 02:00Z; this is a fault of the sensor, not an empty place",
            Settings = "`crowd` (any)",
            Source = "Outages of the counters of Fukui station (2024) and of Melbourne (2013), which stand as zeros in the data; 20: chance alone leaves twenty expected persons out once in "
                + "500 million times (Poisson)",
            DecidedBy = [nameof(ZeroRun), nameof(CounterFault)],
        },
    ];
}
