using Realtime.Domain;
using Realtime.Replay.Sending;

namespace Realtime.LoadGen.Ledger;

/// <summary>Makes the lines of a record.</summary>
public static class LedgerLines
{
    /// <summary>One line, or one per reading of a frame.</summary>
    public static IEnumerable<LedgerLine> Of(OutgoingRecord record, DateTimeOffset sentAt, DeliveryOutcome outcome, long offset)
    {
        LedgerLine place = new()
        {
            SentAt = sentAt,
            IntendedAt = record.IntendedAt,
            Topic = record.Topic,
            Partition = record.Partition,
            Offset = offset,
            Outcome = NameOf(outcome),
            What = LedgerLine.Reading,
        };
        return record switch
        {
            { Raw: not null } => [place with { What = LedgerLine.Poison }],
            { Frame: { } frame } => frame.Select((reading, index) => Of(place with { Index = index }, reading)),
            { Item.Reading: { } reading } => [Of(place, reading)],
            { Item.Beat: { } beat } => [Of(place, beat)],
            { Item.Registration: { } registration } => [Of(place, registration)],
            _ => [],
        };
    }

    private static string NameOf(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Ok => "ok",
        DeliveryOutcome.Failed => "failed",
        _ => "unknown",
    };

    private static LedgerLine Of(LedgerLine place, Reading reading)
    {
        LedgerLine line = place with
        {
            Thing = reading.Key.ToString(),
            Channel = reading.Source,
            Time = reading.Time,
            Quality = reading.Quality == Quality.Good ? null : reading.Quality.ToString().ToLowerInvariant(),
            Drill = reading.Drill ? true : null,
        };
        return reading switch
        {
            SensorReading sensor => line with
            {
                Value = sensor.Value,
                Type = sensor.Type == SensorType.RiverLevel ? null : sensor.Type.ToString(),
                Water = IsWater(sensor.Type),
                Listed = sensor.ReportedTime is null ? null : true,
            },
            ShelterReading shelter => line with
            {
                Open = shelter.Open,
                Evacuees = shelter.Evacuees,
                CapacityPersons = shelter.CapacityPersons,
                Power = shelter.Power,
            },
            VehicleReading vehicle => line with { OnDuty = vehicle.OnDuty },
            HouseholdReading household => line with { Viewing = household.Viewing, PowerW = household.PowerW },
            _ => line,
        };
    }

    private static bool IsWater(SensorType type) => type is SensorType.RiverLevel or SensorType.TideLevel;

    private static LedgerLine Of(LedgerLine place, ChannelBeat beat) => place with
    {
        What = LedgerLine.Beat,
        Channel = beat.ChannelId,
        Time = beat.Time,
        IntervalS = beat.ExpectedInterval.TotalSeconds,
        Closed = beat.Closed ? true : null,
    };

    private static LedgerLine Of(LedgerLine place, Registration registration) => place with
    {
        What = LedgerLine.Registration,
        Thing = registration.Key.ToString(),
        Channel = registration.Source,
        Stages = registration.Thresholds?.Stages.Select(stage => new LedgerStage(stage.Level, stage.Value)).ToList(),
        DeadBand = registration.Thresholds?.DeadBand,
        ReleaseLevel = registration.Thresholds is { ReleaseLevel: > 0 } thresholds ? thresholds.ReleaseLevel : null,
        Water = registration.SensorType is { } type ? IsWater(type) : null,
        Confirm = (registration.Water ?? WaterSettings.Default).Confirm,
        RiseMaxM = (registration.Water ?? WaterSettings.Default).RiseMaxM,
        RecentLimitS = (registration.Water ?? WaterSettings.Default).RecentLimit.TotalSeconds,
        QuietSilenceLimitS = registration.Water?.QuietSilenceLimit?.TotalSeconds,
        SilenceLimitS = registration.SilenceLimit?.TotalSeconds,
        CapacityPersons = registration.CapacityPersons,
        NearlyFullShare = registration.NearlyFullShare,
        NoViewingLimitS = registration.NoViewingLimit?.TotalSeconds,
        ViewingPowerW = registration.ViewingPowerW,
        DeviceSilentLimitS = registration.DeviceSilentLimit.TotalSeconds,
        Retired = registration.Retired ? true : null,
    };
}
