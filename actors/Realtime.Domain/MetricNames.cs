namespace Realtime.Domain;

/// <summary>
/// Names of every metric at <c>/metrics</c>; dashboards and Prometheus rules are generated from them.
/// Conventions: one prefix, base units, <c>_total</c> for counters, no label that could name a person.
/// </summary>
public static class MetricNames
{
    public const string ReadingsApplied = "realtime_readings_applied_total";            // kind
    public const string ReadingsSkipped = "realtime_readings_skipped_total";            // reason: replayed | repeated
    public const string RecordsConsumed = "realtime_records_consumed_total";            // topic
    public const string RecordsRejected = "realtime_records_rejected_total";            // reason
    public const string RecordsForwarded = "realtime_records_forwarded_total";
    public const string ConsumerLagRecords = "realtime_consumer_lag_records";           // partition
    public const string PartitionsOwned = "realtime_partitions_owned";
    public const string PartitionsPaused = "realtime_partitions_paused";
    public const string ThingsAlive = "realtime_things";                                // kind
    public const string EpochsCommitted = "realtime_epochs_committed_total";            // epoch: full | small
    public const string EpochSeconds = "realtime_epoch_duration_seconds";               // histogram
    public const string EpochBytes = "realtime_epoch_bytes_total";
    public const string PersistFailures = "realtime_persist_failures_total";
    public const string PartitionFaults = "realtime_partition_faults_total";            // fault: offsets-lost | input | outbox | standstill | thing | unreadable
    public const string SnapshotsUnreadable = "realtime_snapshots_unreadable_total";    // owner: partition | desk | post | family
    public const string WritersFenced = "realtime_writers_fenced_total";                // owner: partition | desk | post | family
    public const string ClusterMembers = "realtime_cluster_members";                    // state: up | unreachable | other
    public const string LeaseHeld = "realtime_lease_held";                              // 1 while this node holds the resolver's lease
    public const string LeaseRenewFailures = "realtime_lease_renew_failures_total";
    public const string GcPauseSeconds = "realtime_gc_pause_seconds_total";
    public const string UncommittedReadings = "realtime_uncommitted_readings";          // partition
    public const string ChannelWatermarkSeconds = "realtime_channel_watermark_timestamp_seconds"; // channel
    public const string ChannelLastArrivalSeconds = "realtime_channel_last_arrival_timestamp_seconds"; // channel
    public const string AlertChanges = "realtime_alert_changes_total";                  // rule, change
    public const string AlertsOpen = "realtime_alerts_open";                            // rule
    public const string AlertsWaiting = "realtime_alerts_waiting";                      // rule, partition; open and neither acknowledged nor suppressed
    public const string AlertsWaitingSinceSeconds = "realtime_alerts_waiting_since_timestamp_seconds"; // partition; absent = none waits
    public const string AcknowledgeSeconds = "realtime_alert_acknowledge_seconds";      // histogram: told -> acknowledged
    public const string AlertDelaySeconds = "realtime_alert_delay_seconds";             // histogram: consumed -> delivered
    public const string NotificationsSent = "realtime_notifications_sent_total";        // way, outcome
    public const string LettersSent = "realtime_letters_sent_total";                    // outcome; one letter may carry many notices
    public const string NotificationsPending = "realtime_notifications_pending";
    public const string FamilyLetters = "realtime_family_letters_total";                // letter, outcome; refused = lost for good
    public const string FamilyCasesOpen = "realtime_family_cases_open";                 // partition
    public const string HistorianPoints = "realtime_historian_points_written_total";
    public const string HistorianFailures = "realtime_historian_write_failures_total";
    public const string HistorianCoalesced = "realtime_historian_points_coalesced_total"; // measurement
    public const string HistorianLagRecords = "realtime_historian_lag_records";
    public const string IntakeItems = "realtime_intake_items_total";                    // mapping, outcome: taken | refused
    public const string CanarySeconds = "realtime_canary_timestamp_seconds";            // partition
    public const string CanaryPings = "realtime_canary_pings_total";                    // outcome
    public const string DependencyUp = "realtime_dependency_up";                        // dependency: broker | journal
    public const string TopicsWrong = "realtime_topics_with_wrong_partitions";
    public const string DiskFreeBytes = "realtime_disk_free_bytes";
    public const string DiskSizeBytes = "realtime_disk_size_bytes";
    public const string JournalBytes = "realtime_journal_bytes";
    public const string ClockSeconds = "realtime_clock_timestamp_seconds";
    public const string ClockOffsetSeconds = "realtime_clock_offset_seconds";           // reference: database
    public const string CertificateExpirySeconds = "realtime_certificate_expiry_timestamp_seconds"; // certificate: node | authority; absent = no TLS between nodes
    public const string AuditEntries = "realtime_audit_entries_total";                  // what: login refused | denied | read household | act
    public const string AuditFailures = "realtime_audit_failures_total";
    public const string UnregisteredThings = "realtime_unregistered_things";            // kind
}
