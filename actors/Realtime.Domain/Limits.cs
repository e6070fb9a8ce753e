namespace Realtime.Domain;

/// <summary>Every bound of the product, with its unit in its name. A queue or a size that is not here is a mistake.</summary>
public static class Limits
{
    /// <summary>Characters of a thing's id, a channel's id, a municipality code.</summary>
    public const int ThingIdLengthMax = 200;

    /// <summary>A record larger than this is dead-lettered unread (its first bytes are kept).</summary>
    public const int RecordBytesMax = 256 * 1024;

    /// <summary>Readings in one gateway frame.</summary>
    public const int FrameReadingsMax = 1024;

    /// <summary>Original bytes kept in a dead letter.</summary>
    public const int DeadLetterBytesMax = 64 * 1024;

    /// <summary>A reading may be this far ahead of the receiving clock; beyond it the clock of the sender is wrong and it is dead-lettered.</summary>
    public static readonly TimeSpan FutureSkewMax = TimeSpan.FromMinutes(10);

    /// <summary>Records handed to a partition at once.</summary>
    public const int BatchRecordsMax = 512;

    /// <summary>Bytes of keys and values after which a batch is handed over although it has fewer records.</summary>
    public const int BatchBytesMax = 1024 * 1024;

    /// <summary>Batches of one topic of one partition that wait between the reader and the partition; above it the reader pauses that topic there.</summary>
    public const int BatchesQueuedPerTopicMax = 4;

    /// <summary>Readings applied but not yet in a stored epoch, per partition; above it the partition stops asking for more.</summary>
    public const int UncommittedReadingsMax = 65_536;

    /// <summary>Alert changes not yet taken over by the alert desk, per partition; above it the partition stops asking for more.</summary>
    public const int UndeliveredAlertsMax = 10_000;

    /// <summary>Points, forwards and dead letters handed to the producer but not acknowledged, per partition; above it the partition stops asking for more.</summary>
    public const int UnacknowledgedRecordsMax = 65_536;

    /// <summary>Bytes of results gathered for one record.</summary>
    public const int ResultBlockBytes = 64 * 1024;

    /// <summary>Time for which they are gathered while readings come; when none come any more the next epoch takes them along.</summary>
    public static readonly TimeSpan ResultsGatheredFor = TimeSpan.FromMilliseconds(100);

    /// <summary>Origins a thing remembers to recognise repeats that arrive through another log; the oldest is forgotten first.</summary>
    public const int OriginsPerThingMax = 8;

    /// <summary>Missed heartbeats after which a channel counts as interrupted: silence is then observed anew.</summary>
    public const double ChannelGapFactor = 2.0;

    /// <summary>Quiet arrival intervals after which a channel counts as stalled, and the least time that takes.</summary>
    public const int ChannelStallIntervals = 3;

    public static readonly TimeSpan ChannelStallGraceMin = TimeSpan.FromSeconds(5);

    /// <summary>Event time without a drill reading after which a thing's drill is over.</summary>
    public static readonly TimeSpan DrillEndsAfter = TimeSpan.FromHours(24);

    /// <summary>Positions this much older than a vehicle's newest are reordering; older ones point to a wrong clock or a stored-up log.</summary>
    public static readonly TimeSpan VehicleReorderWindow = TimeSpan.FromMinutes(10);

    /// <summary>Points of a vehicle remembered by place, to recognise repeats; with faster senders they cover less than the reorder window.</summary>
    public const int VehicleRecentPointsMax = 128;

    /// <summary>Geofences of one vehicle, and points of one line or polygon: every position is compared with all of them.</summary>
    public const int GeofencesPerVehicleMax = 50;

    public const int ZonePointsMax = 1_000;

    /// <summary>Hours of duty in one registration.</summary>
    public const int DutyTimesMax = 50;

    /// <summary>Items of a shelter's stock that are remembered, and of one report.</summary>
    public const int SuppliesPerShelterMax = 100;

    /// <summary>Shelters that one station tells of its hazard: each change of it is a record to each of them.</summary>
    public const int SheltersPerStationMax = 1_000;

    /// <summary>Stations whose word about hazards a shelter remembers; the oldest that is over is forgotten first.</summary>
    public const int StationsPerShelterMax = 64;

    /// <summary>Neighbours of one sensor: each reading is a record to each of them.</summary>
    public const int NeighboursPerSensorMax = 8;

    /// <summary>Declared absences in one registration.</summary>
    public const int AbsencesMax = 50;

    /// <summary>Channels with a series of their own at <c>/metrics</c>, per node.</summary>
    public const int ChannelsInMetricsMax = 500;

    /// <summary>Channels of one partition; a heartbeat of one more is dead-lettered.</summary>
    public const int ChannelsPerPartitionMax = 100_000;

    /// <summary>After a start nothing is said of a channel for this long: its sender has to find us again first.</summary>
    public static readonly TimeSpan ChannelGraceAfterStart = TimeSpan.FromSeconds(30);

    /// <summary>Connections to the mail server at one time; a flood of alerts must not look like an attack to it.</summary>
    public const int MailConnectionsMax = 4;

    /// <summary>
    /// Letters of one post box that are handed over, or accepted and not yet recorded as told. A process that ends there repeats these, so
    /// their number bounds how many people get the same mail twice.
    /// </summary>
    public const int LettersUnderWayMax = 20;

    /// <summary>Notices that one letter spells out; the rest of them is counted in it, by rule.</summary>
    public const int NoticesPerLetterMax = 100;

    /// <summary>Messages to devices that a thing remembers its word about; the oldest is forgotten first.</summary>
    public const int DeliveriesPerThingMax = 8;

    /// <summary>Messages kept per partition for the console; the oldest that is sent is forgotten first.</summary>
    public const int MessagesKeptPerPartition = 100;

    /// <summary>Characters of a message to devices.</summary>
    public const int MessageTextLengthMax = 500;

    /// <summary>Bytes of a document of a foreign format: whole lists come in one document. Below what a Kafka broker takes by default (1 MiB with its envelope).</summary>
    public const int DocumentBytesMax = 900 * 1024;

    /// <summary>Documents of foreign formats that are mapped and written before the next ones are read.</summary>
    public const int IntakeDocumentsInHandMax = 256;

    /// <summary>Points in one write to the time-series store; one record more may come on top.</summary>
    public const int HistorianPointsPerWriteMax = 10_000;

    /// <summary>Records that the historian has read ahead of its writes.</summary>
    public const int HistorianRecordsAheadMax = 256;

    /// <summary>Closed alerts kept per partition for the console; older ones live in the alerts topic and the time series.</summary>
    public const int ClosedAlertsKeptPerPartition = 1_000;

    /// <summary>Cases of households that are over, kept per partition so that their links still say what became of them.</summary>
    public const int FamilyCasesKeptPerPartition = 2_000;

    /// <summary>Contacts of one household.</summary>
    public const int FamilyContactsMax = 8;

    /// <summary>Letters that reached nobody, kept per partition for the operators; all of them are counted.</summary>
    public const int LostLettersKeptPerPartition = 200;

    /// <summary>Entries in the history of one alert: its first ones and its newest stay, what lies between is forgotten.</summary>
    public const int HistoryPerAlertMax = 200;

    /// <summary>Entries at the beginning of an alert's history that are never forgotten: how it began.</summary>
    public const int HistoryBeginMax = 20;

    /// <summary>Crowd forecasts of one place that wait for their reading; with short intervals not every count makes one.</summary>
    public const int ForecastsWaitingPerPlaceMax = 6;

    /// <summary>Things in one page of a search.</summary>
    public const int ThingsPerPageMax = 500;

    /// <summary>Things of one partition that one question of a search goes through: some 10 ms, in which no reading is applied.</summary>
    public const int ThingsScannedPerQuestionMax = 1_000;

    /// <summary>Listeners to live changes, per node, and changes that wait for one of them; a slower one is cut off and resumes.</summary>
    public const int LiveListenersMax = 200;

    public const int LiveChangesWaitingMax = 1_000;

    /// <summary>Live changes that a node remembers for those who resume.</summary>
    public const int LiveChangesKept = 5_000;

    /// <summary>Alerts that one desk tells in one answer, the open and worst ones first; an answer to another node is one message.</summary>
    public const int AlertsPerAnswerMax = 5_000;
}
