using System.Collections.Immutable;
using Realtime.Actors.City;
using Realtime.Actors.Desk;
using Realtime.Actors.Epochs;
using Realtime.Actors.Partitions;
using Realtime.Actors.Ports;
using Realtime.Actors.Post;
using Realtime.Actors.Things;
using Realtime.Domain;

namespace Realtime.Tests.Formats;

/// <summary>One of everything that is stored or sent to another node, filled as far as it can be: what the golden files were made of.</summary>
internal static partial class Samples
{
    private static readonly DateTimeOffset Noon = new(2026, 9, 12, 12, 0, 0, TimeSpan.Zero);
    private static readonly ThingKey River = new(ThingKind.Sensor, "綾川-1");
    private static readonly Episode Open = new() { Start = Noon.AddMinutes(-10), Level = 3, Changes = 2, Status = EpisodeStatus.Open };
    private static readonly StageThresholds Stages = new([new StageThreshold(2, 1.5, "氾濫注意水位"), new StageThreshold(3, 2.25, "避難判断水位")], 0.1);

    private static readonly AlertChange Change = new()
    {
        AlertId = "0123456789abcdef0123456789abcdef",
        Thing = River,
        Rule = Rules.Stage,
        EpisodeStart = Open.Start,
        Sequence = 1,
        Kind = AlertChangeKind.SteppedUp,
        FromLevel = 2,
        ToLevel = 3,
        Time = Noon,
        Municipality = "37201",
        ThingName = "鴨川新橋",
        Audience = Audience.Family,
        Text = "レベル3相当",
        Evidence = "2.31 m ≥ 2.25 m",
    };

    private static readonly AlertView View = new(
        Change.AlertId, River, "鴨川新橋", Rules.Stage, AlertState.Acknowledged, 3, 4, Open.Start, Noon, Change.Text, Change.Evidence, "37201", Audience.Operators, false, "duty officer");

    private static readonly AlertDetail Detail = new(View, [new AlertHistoryEntry(Noon, "raised", "レベル3相当"), new AlertHistoryEntry(Noon.AddMinutes(1), "acknowledged", "crew sent")]);

    private static readonly ThingView Seen = new(River, "鴨川新橋", "37201", true, Noon, "level 3", "2.31 m", 3, 34.25, 133.75, [new ResultField("level_m", 2.31)]);

    /// <summary>By manifest: everything that may stand in a journal or a snapshot store.</summary>
    public static IReadOnlyDictionary<string, object> Stored { get; } = new Dictionary<string, object>(StoredOfFamilies())
    {
        ["epoch"] = Epoch(),
        ["partition"] = new PartitionSnapshot(Epoch(), 41),
        ["desk-event.alert-taken"] = new AlertTaken(41, Change),
        ["desk-event.alerts-published"] = new AlertsPublished(40),
        ["desk-event.alert-notified"] = new AlertNotified(Change.AlertId, 1, "mail", NotifyOutcome.Refused, Noon),
        ["desk-event.alert-acknowledged"] = new AlertAcknowledged(Change.AlertId, "duty officer", "crew sent", Noon),
        ["desk"] = new AlertBookSnapshot(41, 40, [Detail], [new OpenNotice(41, Change)], [new OpenNotice(39, Change)]),
        ["desk-renewed"] = new AlertBookSnapshot(41, 40, [Detail], [], []) { Renewed = new Dictionary<string, int> { [Change.AlertId] = 3 } },
        ["desk-event.alert-closed"] = new AlertClosed(Change.AlertId, "duty officer", "the gauge was replaced", Noon),
        ["desk-event.alert-noted"] = new AlertNoted(Change.AlertId, "duty officer", "works on the bridge", true, Noon),
        ["desk-event.message-taken"] = new MessageTaken(Evacuate, [River], Noon),
        ["desk-event.message-sent"] = new MessageSent(Evacuate.Id, 1),
        ["post-event.notice-posted"] = new NoticePosted(new PostedNotice(NoticeKey, 3, Change, Noon, OthersToo: true)),
        ["post-event.letter-formed"] = new LetterFormed("letter-1", [NoticeKey], "綾川町", Drill: true, Digest: true, Hourly: 2, Weight: 6, Noon),
        ["post-event.letter-told"] = new LetterTold("letter-1", NotifyOutcome.Accepted, Noon),
        ["post-event.notices-settled"] = new NoticesSettled([NoticeKey]),
        ["post"] = Post(),
    };

    /// <summary>Everything that may go to another node.</summary>
    public static IReadOnlyList<object> Sent { get; } =
    [
        new GetPartitionView("$3", new CityQuery(ThingKind.Sensor, "37201", 2, "綾川", 50)),
        new PartitionView(3, true, [new ThingCount(ThingKind.Sensor, "level 3", 2)], [Seen], [new ChannelStatus("river", Noon, Noon, "open", "rivers", 7)], 12_345),
        new GetPendingWork("!3"),
        new PendingWork(5),
        new GetThing("$3", River),
        new ThingAnswer(Seen),
        new GetDeskView("!3", true),
        new DeskView(3, [View]),
        new GetAlert("!3", Change.AlertId),
        new AlertAnswer(Detail),
        new AcknowledgeAlert("!3", Change.AlertId, "duty officer", "crew sent"),
        new AcknowledgeAnswer(AcknowledgeResult.AlreadyAcknowledged),
        .. SentOfMessagesAndAreas(),
        .. SentOfFamilies(),
    ];

    private static EpochCommitted Epoch() => new(
        EpochKind.Full, ["log-1", "log-2"], [-1, 7, 9_000_000_000, 0, 3],
        [.. new[] { RiverThing(), Shelter(), Vehicle(), Home() }.Select(thing => ThingFormat.Write(thing, logNumber: 1))],
        [
            new ChannelEntry
            {
                Id = "river", Topic = Topics.Sensor, Municipality = "37201", Watermark = Noon, ObservedSince = Noon.AddHours(-1), ExpectedInterval = TimeSpan.FromMinutes(10),
                ArrivalInterval = TimeSpan.FromSeconds(1), Covers = "rivers", SourcePosition = 7, Stall = Open,
            },
        ],
        [new NumberedAlert(41, Change)], 40);

    private static Thing RiverThing() => Of(River, new SensorState
    {
        LastReading = Noon,
        Municipality = "37201",
        Type = SensorType.RiverLevel,
        Quality = Quality.Good,
        Value = 2.31,
        ValueTime = Noon,
        SentThresholds = Stages,
        Stage = Open,
        HeldLevel = 3,
        JudgedUnder = Stages,
        Silence = new SilenceWatch(Noon),
    }) with
    {
        Registration = new Registration
        {
            Key = River,
            Municipality = "37201",
            Name = "鴨川新橋",
            Source = "river",
            Latitude = 34.25,
            Longitude = 133.75,
            SensorType = SensorType.RiverLevel,
            Thresholds = Stages,
            SilenceLimit = TimeSpan.FromMinutes(30),
            Contacts = [new Contact("当番", "duty@city.example")],
        },
        Origins = [new Origin("log-0/telemetry.sensor/3", 9, 2)],
        Due = Noon.AddMinutes(30),
    };

    private static Thing Shelter() => Of(new ThingKey(ThingKind.Shelter, "hall"), new ShelterState
    {
        LastReading = Noon,
        Open = true,
        Evacuees = 120,
        Households = 40,
        SentCapacity = 150,
        Power = false,
        NearlyFull = Open,
        PowerLost = Open with { Status = EpisodeStatus.Unobservable },
    });

    private static Thing Vehicle() => Of(new ThingKey(ThingKind.Vehicle, "plough-7"), new VehicleState
    {
        LastReading = Noon,
        PositionTime = Noon,
        Latitude = 43.06,
        Longitude = 141.35,
        SpeedMps = 5.5,
        HeadingDeg = 270,
        OccupancyPercent = 20,
        OnDuty = true,
        Silence = new SilenceWatch(Noon, Open),
    });

    private static Thing Home() => Of(new ThingKey(ThingKind.Household, "home-1"), new HouseholdState
    {
        LastReading = Noon,
        Viewing = false,
        LastRow = Noon,
        ObservedFrom = Noon.AddHours(-30),
        NoViewing = Open with { Level = 1 },
        Device = new SilenceWatch(Noon),
    });

    private static Thing Of(ThingKey key, IThingState state) => new(key, null, state, new Position(8, 2), new Position(4, 0), ImmutableArray<Origin>.Empty, "river", null);
}
