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
                + "for the highest threshold reached; the next threshold steps it up. Raising never waits.",
            Clears = "A good reading below the threshold less the dead-band steps down, threshold by threshold; below the lowest one the episode ends. "
                + "The dead-band is never more than half the smallest gap between two stages. Silence never clears: the alert becomes unobservable and keeps its level.",
            Reads = "Hanwella (Kelani Ganga): レベル4相当 (MAJOR_FLOOD), 10.21 m ≥ 10.00 m, since 2025-11-28 16:32Z",
            Levels = "2, 3, 4 as 「レベルN相当」; a threshold registered for level 5 is shown as 4, because a level alone never says that water overflows",
            Settings = "`thresholds` (`dead_band`, `stages` with `level`, `value`, `name`), in the registry or sent with a reading; thresholds that change under an "
                + "open alert are explained in its evidence",
            NotJudged = "Missing (欠測) and suspect values; readings older than the newest; a drill is judged on a track of its own.",
            Source = "Stages 水防団待機水位, 氾濫注意水位, 避難判断水位, 氾濫危険水位 and their correspondence to alert levels: 避難情報に関するガイドライン (Cabinet Office) and "
                + "水防の基礎知識 (MLIT); only a mayor issues 避難情報, so the sentence says 相当",
            DecidedBy = [nameof(StageRule), nameof(SensorStage)],
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
            Settings = "`silence_limit_s`, `source`; vehicles also `vehicle.duty`, `vehicle.depot`",
            NotJudged = "Time for which no channel vouches: our own delay, a stopped input or a restart is never a thing's silence.",
            Source = "Expected reporting intervals of river telemetry (every 10 minutes) and of 危機管理型水位計 (once a day below the start level): MLIT; the limit is registered per "
                + "thing. Judging only behind a watermark: the alarm storm of a restarted server, github.com/thingsboard/thingsboard issue 13715",
            DecidedBy = [nameof(SilenceRule), nameof(VehicleSilence)],
        },
    ];
}
