using Realtime.Domain;

namespace Realtime.Actors.City;

/// <summary>
/// The city as people and programs see it. Every call asks the owners (partitions and desks) on whatever node they live;
/// there is no second copy that could disagree.
/// </summary>
public interface ICity
{
    /// <summary>Counts of everything and the things that match.</summary>
    Task<CityView> GetCityAsync(CityQuery query, CancellationToken cancellation);

    /// <summary>One thing; null when nobody ever heard of it.</summary>
    Task<ThingView?> GetThingAsync(ThingKey key, CancellationToken cancellation);

    /// <summary>Alerts, worst first, then oldest first; of one partition at most <see cref="Limits.AlertsPerAnswerMax"/>. No sight = all.</summary>
    /// <exception cref="Akka.Actor.AskTimeoutException">A desk did not answer: a list with holes is never given out.</exception>
    Task<IReadOnlyList<AlertView>> GetAlertsAsync(bool includeClosed, Sight? sight, CancellationToken cancellation);

    /// <summary>Alerts of one thing, open and closed, in the same order. Only the desk of its partition is asked. No sight = all.</summary>
    /// <exception cref="Akka.Actor.AskTimeoutException">The desk did not answer.</exception>
    Task<IReadOnlyList<AlertView>> GetAlertsOfAsync(ThingKey thing, Sight? sight, CancellationToken cancellation);

    /// <summary>One alert with its history; null when unknown.</summary>
    /// <exception cref="Akka.Actor.AskTimeoutException">It is unknown to the desks that answered, and not all did.</exception>
    Task<AlertDetail?> GetAlertAsync(string alertId, CancellationToken cancellation);

    /// <summary>
    /// Work that is under way: readings not yet stored, alerts not yet delivered, published or told. Zero means that everything
    /// taken from the log is safe and known outside; null when an owner did not answer.
    /// </summary>
    Task<long?> GetPendingWorkAsync(CancellationToken cancellation);

    /// <summary>What is happening in the areas of a division, worst first. No sight = all things count.</summary>
    Task<AreasView> GetAreasAsync(AreaDivision by, Sight? sight, CancellationToken cancellation);

    /// <summary>One area with at most <paramref name="take"/> things and its open alerts; null when nothing lies there.</summary>
    /// <exception cref="Akka.Actor.AskTimeoutException">A desk, or every partition that could know the area, did not answer.</exception>
    Task<AreaDetail?> GetAreaAsync(AreaDivision by, string code, int take, Sight? sight, CancellationToken cancellation);

    /// <summary>Sends a message to every thing of its scope. Repeating the same command changes nothing.</summary>
    Task<SendResult> SendMessageAsync(CityMessage message, CancellationToken cancellation);

    /// <summary>Messages, newest first.</summary>
    /// <exception cref="Akka.Actor.AskTimeoutException">A desk did not answer.</exception>
    Task<IReadOnlyList<MessageView>> GetMessagesAsync(CancellationToken cancellation);

    /// <summary>One message with what the devices said, at most <paramref name="take"/> things; null when unknown.</summary>
    /// <exception cref="Akka.Actor.AskTimeoutException">A desk did not answer.</exception>
    Task<MessageDetail?> GetMessageAsync(string id, int take, CancellationToken cancellation);

    /// <summary>A page of the things that fit.</summary>
    /// <exception cref="Akka.Actor.AskTimeoutException">A partition did not answer: a page with holes would read as "there is no such thing".</exception>
    Task<ThingPage> FindThingsAsync(ThingSearch search, CancellationToken cancellation);

    /// <summary>Partitions there are.</summary>
    int Partitions { get; }

    /// <summary>A page of the things of one partition that fit. For whoever has to go through all of them: each look is bounded, and none is wasted on partitions that wait for each other.</summary>
    /// <exception cref="Akka.Actor.AskTimeoutException">The partition did not answer.</exception>
    Task<ThingPage> WalkThingsAsync(int partition, ThingSearch search, CancellationToken cancellation);

    /// <summary>What the registry says of a thing, as it is in force; null when it is not registered.</summary>
    Task<RegistrationView?> GetRegistrationAsync(ThingKey key, CancellationToken cancellation);

    /// <summary>
    /// Somebody says something about an alert; with <paramref name="suppress"/> nobody is told any more of this episode until its level
    /// rises; only an end is told to those who heard of the beginning.
    /// </summary>
    Task<AcknowledgeResult> NoteAsync(string alertId, string by, string comment, bool suppress, CancellationToken cancellation);

    /// <summary>Somebody takes care of an alert. Repeating it changes nothing.</summary>
    Task<AcknowledgeResult> AcknowledgeAsync(string alertId, string by, string comment, CancellationToken cancellation);

    /// <summary>
    /// Somebody looked and ends an alert that the product cannot end: of a gauge fault, or of a thing that cannot be seen.
    /// What is being observed is ended by readings only.
    /// </summary>
    Task<AcknowledgeResult> CloseAsync(string alertId, string by, string comment, CancellationToken cancellation);
}

/// <summary>Which things to list; counts cover everything that the sight does.</summary>
/// <param name="Kind">Null = all.</param>
/// <param name="Municipality">Null = all.</param>
/// <param name="LevelMin">Only things at or above this level.</param>
/// <param name="Text">Part of id or name; null = all.</param>
/// <param name="Take">At most this many things, worst level first, then by key.</param>
public sealed record CityQuery(ThingKind? Kind = null, string? Municipality = null, int LevelMin = 0, string? Text = null, int Take = 500)
{
    /// <summary>Only how many things of each kind there are, without their status: no thing has to be looked at, which counts after a start, when a million lie unread in the store.</summary>
    public bool KindsOnly { get; init; }

    /// <summary>Who asks sees this much; null = everything.</summary>
    public Sight? Sight { get; init; }
}

/// <summary>The answer of the whole city.</summary>
/// <param name="Counts">Number of things per kind and status word.</param>
/// <param name="Things">The matching things.</param>
/// <param name="Channels">Channels with their watermarks (the lowest over the partitions).</param>
/// <param name="ReadingsApplied">Readings applied since the nodes started.</param>
/// <param name="PartitionsAnswered">Partitions that answered in time.</param>
/// <param name="Partitions">Partitions there are.</param>
public sealed record CityView(
    IReadOnlyList<ThingCount> Counts,
    IReadOnlyList<ThingView> Things,
    IReadOnlyList<ChannelStatus> Channels,
    long ReadingsApplied,
    int PartitionsAnswered,
    int Partitions);

/// <summary>How many things of a kind have a status.</summary>
public sealed record ThingCount(ThingKind Kind, string Status, long Count);

/// <summary>A channel as the partitions see it.</summary>
/// <param name="ChannelId">The channel.</param>
/// <param name="Watermark">Lowest event time it vouches for over the partitions.</param>
/// <param name="LastArrival">Newest arrival of a heartbeat, receiving clock.</param>
/// <param name="State">"open", "closed" (ended on purpose) or "stalled".</param>
/// <param name="Covers">In words.</param>
/// <param name="DurableSourcePosition">Lowest source position that is in a stored epoch of every partition; null until every partition stored one. A replayer continues after it.</param>
public sealed record ChannelStatus(
    string ChannelId,
    DateTimeOffset Watermark,
    DateTimeOffset? LastArrival,
    string State,
    string Covers,
    long? DurableSourcePosition);

/// <summary>Where an alert stands.</summary>
public enum AlertState
{
    Raised,
    Unconfirmed,
    Notified,
    Acknowledged,
    Suppressed,
    Unobservable,
    Resolved,
}

/// <summary>An alert now.</summary>
/// <param name="AlertId">Stable id.</param>
/// <param name="Thing">The thing.</param>
/// <param name="ThingName">Its name for people.</param>
/// <param name="Rule">One of <see cref="Rules"/>.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Level">Present level, the last known one while unobservable; 0 when resolved.</param>
/// <param name="PeakLevel">Highest level of the episode.</param>
/// <param name="Since">Event time of the episode's start.</param>
/// <param name="LastChange">Event time of the last change.</param>
/// <param name="Text">The last change in one sentence.</param>
/// <param name="Evidence">Why.</param>
/// <param name="Municipality">Owner.</param>
/// <param name="Audience">Who it is for.</param>
/// <param name="Drill">Part of a drill.</param>
/// <param name="AcknowledgedBy">Who takes care of it; null = nobody yet.</param>
public sealed record AlertView(
    string AlertId,
    ThingKey Thing,
    string ThingName,
    string Rule,
    AlertState State,
    int Level,
    int PeakLevel,
    DateTimeOffset Since,
    DateTimeOffset LastChange,
    string Text,
    string Evidence,
    string Municipality,
    Audience Audience,
    bool Drill,
    string? AcknowledgedBy)
{
    /// <summary>Who said that nobody has to be told any more; null = nobody did, or the level rose since.</summary>
    public string? SuppressedBy { get; init; }

    /// <summary>Who closed it; null = nobody did, or readings opened it again.</summary>
    public string? ClosedBy { get; init; }
}

/// <summary>An alert with everything that happened to it, oldest first.</summary>
public sealed record AlertDetail(AlertView Alert, IReadOnlyList<AlertHistoryEntry> History);

/// <summary>One line of an alert's history.</summary>
/// <param name="Time">Event time for changes, clock time for what people and the product did.</param>
/// <param name="What">"raised", "stepped-up", "notified", "acknowledged", ...</param>
/// <param name="Text">One sentence.</param>
public sealed record AlertHistoryEntry(DateTimeOffset Time, string What, string Text)
{
    /// <summary>Changes: the values and thresholds behind it; null for what people did and for entries of before it was kept.</summary>
    public string? Evidence { get; init; }
}

/// <summary>Outcome of an acknowledgement, or of closing.</summary>
public enum AcknowledgeResult
{
    Acknowledged,

    /// <summary>Somebody had acknowledged it before; nothing changed.</summary>
    AlreadyAcknowledged,

    /// <summary>The episode is over; nothing changed.</summary>
    AlreadyResolved,

    /// <summary>What somebody said is written down.</summary>
    Noted,

    /// <summary>Ended by a person.</summary>
    Closed,

    /// <summary>Its thing is being observed: readings end it, nobody's word does; nothing changed.</summary>
    Observed,

    /// <summary>No such alert.</summary>
    Unknown,

    /// <summary>Its owner did not answer in time; ask again.</summary>
    NotAnswered,
}
