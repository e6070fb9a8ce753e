using Realtime.Actors.Epochs;
using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Actors;

/// <summary>Settings of the engine. Durations are wall-clock.</summary>
public sealed record EngineOptions
{
    /// <summary>Interval of full epochs; also how much a crash makes the node read again. Default 2 s.</summary>
    public TimeSpan FullEpochInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Least time between two epochs that both carry alerts: the group commit under a flood of alerts. Default 50 ms; the first alert never waits.</summary>
    public TimeSpan SmallEpochGap { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>A snapshot is taken when the log since the last one exceeds this many bytes and <see cref="SnapshotRatio"/> times the last snapshot.</summary>
    public long SnapshotLogBytesMin { get; init; } = 512 * 1024;

    /// <summary>See <see cref="SnapshotLogBytesMin"/>. Default 4, measured as the point where snapshots stop hurting alert latency.</summary>
    public int SnapshotRatio { get; init; } = 4;

    /// <summary>How long a partition that is handed over waits for its running segment before it leaves the rest to the next owner. Default 5 s.</summary>
    public TimeSpan HandOffDrainMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long events stay in the journal at least, snapshots or not: what fences a paused writer. Default 10 min; zero where the
    /// store itself admits one process only.
    /// </summary>
    public TimeSpan EventsKeptMin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// From which standstill on a process may not go on from memory: partitions and desks recover, a member of a larger cluster ends.
    /// Default 15 s, longer than the others need to remove a node that does not answer (see <c>engine.conf</c>).
    /// </summary>
    public TimeSpan StandstillMax { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>By which a standstill is noticed; the pulse of this process when not given.</summary>
    public ProcessPulse Pulse { get; init; } = ProcessPulse.Own;

    /// <summary>Interval at which each node makes sure that every partition is running. Default 1 s.</summary>
    public TimeSpan PartitionPingInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What to do when the broker no longer has the stored offset: false (default) = stand still and say so; true = go on at the oldest record there is.</summary>
    public bool ResumeAtEarliestWhenOffsetsLost { get; init; }

    /// <summary>First wait before a notice that was not accepted is tried again; doubles up to <see cref="NotifyRetryMax"/>. Default 5 s.</summary>
    public TimeSpan NotifyRetryMin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait between two tries. Default 10 min.</summary>
    public TimeSpan NotifyRetryMax { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Longest wait when nobody could be reached (mail server, database or owner away): after they are back, everything goes out within it.
    /// Default 15 s.
    /// </summary>
    public TimeSpan NotifyRetryAwayMax { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How notices are gathered into letters, when there is a post.</summary>
    public PostSettings Post { get; init; } = PostSettings.Default;

    /// <summary>How often a desk hands a notice to its post box again until it hears what became of it; wakes a post box that died. Default 15 s.</summary>
    public TimeSpan PostRepeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How families are told.</summary>
    public FamilyOptions Families { get; init; } = new();
}

/// <summary>How a family desk works. Waits are about people, so they run on the receiving clock; no rule looks at them.</summary>
public sealed record FamilyOptions
{
    /// <summary>How often it looks whether something is due. Default 5 s.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often it looks at every household: whether it can be seen, and whether its daily word is due. Default 1 min.</summary>
    public TimeSpan Round { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Data that are not of now have to stand still for so long before a step is taken: what waits in the log is read first. Default 10 min.</summary>
    public TimeSpan CatchUp { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// A case that begins with data older than this is of the past: somebody reads an old log again, and no family is told before it reaches the
    /// present. Default 12 h.
    /// </summary>
    public TimeSpan PastMax { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long a desk has to run before it says that a set cannot be seen: what waits in the log is read first. Default 10 min.</summary>
    public TimeSpan UnseenWarmUp { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the link of a letter works. Default 7 days.</summary>
    public TimeSpan LinkLife { get; init; } = TimeSpan.FromDays(7);

    /// <summary>A letter that nobody accepts for so long counts as lost. Default 24 h.</summary>
    public TimeSpan LetterMax { get; init; } = TimeSpan.FromHours(24);
}

/// <summary>Everything the engine reaches the world through.</summary>
/// <param name="Ingest">Where readings come from.</param>
/// <param name="Outbox">Where results, forwards and dead letters go.</param>
/// <param name="Alerts">Where alert changes are published.</param>
/// <param name="Notifier">How people are told.</param>
/// <param name="Clock">The receiving clock: stalls, retries and metrics; never rules.</param>
/// <param name="Faults">Crash tests; <see cref="IFaults.None"/> otherwise.</param>
/// <param name="Options">Settings.</param>
/// <param name="Post">Letters to people; null = every notice goes through <paramref name="Notifier"/> alone.</param>
/// <param name="Messages">Where messages to devices go; null = none can be sent.</param>
/// <param name="Canaries">Where canaries go; null = they end at the desk.</param>
/// <param name="Families">Letters to the people around households; null = nobody is told by steps.</param>
public sealed record EnginePorts(
    IIngestPort Ingest,
    IOutboxPort Outbox,
    IAlertPublisher Alerts,
    INotifier Notifier,
    TimeProvider Clock,
    IFaults Faults,
    EngineOptions Options,
    IPost? Post = null,
    IMessagePublisher? Messages = null,
    ICanaryPublisher? Canaries = null,
    IFamilyPost? Families = null);
