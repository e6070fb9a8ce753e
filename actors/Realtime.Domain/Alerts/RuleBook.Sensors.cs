namespace Realtime.Domain;

/// <summary>Rivers, tides, rain and other measuring points.</summary>
public static partial class RuleBook
{
    private static IReadOnlyList<RuleEntry> Sensors =>
    [
        new()
        {
            Rule = Rules.Stage,
            Title = "A station reached an official stage",
            Kinds = [ThingKind.Sensor],
            Raises = "A good reading at or above one of the station's registered thresholds (any subset of the four stages). The level is the one registered "
                + "for the highest threshold reached; the next threshold steps it up. Raising never waits: \"and still rising\" (regression over three or more readings) "
                + "changes the sentence only. A water stage that one reading reaches out of nowhere (no reading within two hours before it, or a faster rise than 1.5 m in "
                + "10 min) is raised at once as unconfirmed, for operators only; the next reading at or above confirms it for everybody.",
            Clears = "A good reading below the threshold less the dead-band steps down, threshold by threshold; below the lowest one the episode ends. "
                + "The dead-band is never more than half the smallest gap between two stages. With a release level, an episode that was above it is over at or below that "
                + "stage's threshold (水防警報 解除). An unconfirmed stage that the next reading does not reach is closed as not confirmed. Absence from a list of the source ends "
                + "levels 1 and 2 only. Silence never clears: the alert becomes unobservable and keeps its level.",
            Reads = "Hanwella (Kelani Ganga): レベル4相当 (MAJOR_FLOOD), 10.21 m ≥ 10.00 m, since 2025-11-28 16:32Z",
            Levels = "1, 2, 3, 4 as 「レベルN相当」; a threshold registered for level 5 is shown as 4, because a level alone never says that water overflows",
            Settings = "`thresholds` (`dead_band`, `release_level`, `stages` with `level`, `value`, `name`), in the registry or sent with a reading; thresholds that change "
                + "under an open alert are explained in its evidence. `water` (`datum`, `confirm`, `rise_max_m_per_10min`, `recent_limit_s`, `absent_clears_below_level`)",
            NotJudged = "Missing (欠測) and suspect values; frozen ones (see gauge-fault); readings older than the newest; a drill is judged on a track of its own.",
            Source = "Stages 水防団待機水位, 氾濫注意水位, 避難判断水位, 氾濫危険水位 and their correspondence to alert levels: 避難情報に関するガイドライン (Cabinet Office) and "
                + "水防の基礎知識 (MLIT); only a mayor issues 避難情報, so the sentence says 相当",
            DecidedBy = [nameof(StageRule), nameof(SensorStage), nameof(StageConfirmation)],
        },
        new()
        {
            Rule = Rules.Silence,
            Title = "A sensor or a vehicle on duty is silent",
            Kinds = [ThingKind.Sensor, ThingKind.Vehicle],
            Raises = "No reading for longer than the registered limit while the channel that delivers them was observed without a break and vouches for the whole "
                + "time. A vehicle off duty may be silent: by its own word, outside its registered hours, or in its depot when it does not report duty. The alert begins at the due time, exactly.",
            Clears = "The next reading. Taking the thing out of service or removing the limit ends it too, and says that this is no sign of life.",
            Reads = "Hanwella (Kelani Ganga): silent since 2025-11-28 16:32Z, no reading for 6 h; fell silent in レベル4相当 (MAJOR_FLOOD), 10.21 m",
            Settings = "`silence_limit_s`, `source`; `water.quiet_silence_limit_s` for a gauge below its lowest stage; vehicles also `vehicle.duty`, `vehicle.depot`",
            NotJudged = "Time for which no channel vouches: our own delay, a stopped input or a restart is never a thing's silence.",
            Source = "Expected reporting intervals of river telemetry (every 10 minutes) and of 危機管理型水位計 (once a day below the start level): MLIT; the limit is registered per "
                + "thing. Judging only behind a watermark: the alarm storm of a restarted server, github.com/thingsboard/thingsboard issue 13715",
            DecidedBy = [nameof(SilenceRule), nameof(VehicleSilence)],
        },
        new()
        {
            Rule = Rules.GaugeFault,
            Title = "A gauge is frozen",
            Kinds = [ThingKind.Sensor],
            Raises = "The source lists the gauge with an observation older than the limit (default two hours). One fault, however often the list repeats it; "
                + "an open stage alert becomes unobservable and keeps its level. The observation itself raises no stage and resolves none.",
            Clears = "A fresh reading, an operator who looked (\"close\"), or the gauge is taken out of service.",
            Reads = "新田川橋: frozen, its newest observation is of 2025-09-12 03:50Z, 2.41 m; what the level is now is not known",
            Settings = "`water.frozen_limit_s`; the record's `reported_time`",
            NotJudged = "Readings without a reported time: they are sent as they are measured, and silence is their fault rule.",
            Source = "Own limit; hourly lists of k.river.go.jp of 2025 and 2026, in which 13 of 100 rows are older than two hours, some of them years",
            DecidedBy = [nameof(FrozenGauge)],
        },
        new()
        {
            Rule = Rules.Drift,
            Title = "A gauge drifts against its neighbours",
            Kinds = [ThingKind.Sensor],
            Raises = "The mean difference to the neighbours over a batch (default a lunar day, 24 h 50 min), less the usual one (learned from eight batches), median over the neighbours: what exceeds half "
                + "of the tolerance is added up on either side, and a sum of twice the tolerance is a drift. A gauge that is off by the tolerance is found after four batches, by twice as much after two. Where "
                + "the difference itself varies more, half and five of its standard deviations count instead. With one neighbour the sentence says that either may be wrong.",
            Clears = "Two batches in a row within half of the tolerance. Taking the gauge out of service or changing the settings ends it too, and what is usual is learned anew.",
            Reads = "Punta Salute: drifts against Lido: 0.24 m higher than usual, found at 2019-11-16 05:10Z; one of the two gauges has to be checked",
            Settings = "`drift` (`tell`: who hears this gauge's values; `tolerance_m`: judged against those it hears; `batch_s`)",
            NotJudged = "Gauges that hear no neighbour; batches in which fewer than half of the parts can be compared; jumps, frozen and suspect values; drills. Neighbours are gauges in the same water "
                + "(a second sensor, a pool, a harbour, a bay): the difference of two gauges along a river is another one after a flood, and no rule can tell that from a drift.",
            Source = "Test 11, Neighbor or Forecast Test, of the QARTOD Manual for Real-Time Quality Control of Water Level Data 2.1 (IOOS, 2021), which leaves the choice of neighbours to the operator's "
                + "local knowledge; cumulative sum: E. S. Page, Continuous inspection schemes, Biometrika 41 (1954); batch means because readings depend on each other: Kim, Alexopoulos, Tsui and Wilson, "
                + "A distribution-free tabular CUSUM chart for autocorrelated data; tolerance, batches and learning: own",
            DecidedBy = [nameof(DriftRule), nameof(SensorDrift)],
        },
        new()
        {
            Rule = Rules.HeavyRain,
            Title = "Heavy rain",
            Kinds = [ThingKind.Sensor],
            Raises = "Hourly rain at or above the registered bound (default 50 mm/h, 非常に激しい雨), from the source's own hourly sum or from its ten-minute amounts; a higher class steps it up.",
            Clears = "An hourly sum more than 5 mm/h below the bound.",
            Reads = "小本: 猛烈な雨, 123.50 mm/h ≥ 50.00 mm/h, 181.50 mm since the rain began, 181.50 mm in 24 h",
            Settings = "`rain` (`alert_from_mm_per_h`, `event_ends_after_s`)",
            NotJudged = "A gauge with thresholds of its own: the stage rule judges it. Missing and suspect values.",
            Source = "雨の強さと降り方 (JMA): classes from 10, 20, 30, 50 and 80 mm in an hour",
            DecidedBy = [nameof(RainClassAlert)],
        },
    ];
}
