using Realtime.Actors.City;
using Realtime.Actors.Desk;
using Realtime.Actors.Messages;
using Realtime.Actors.Partitions;
using Realtime.Actors.Ports;
using Realtime.Actors.Post;
using Realtime.Domain;

namespace Realtime.Tests.Formats;

/// <summary>Messages to devices, letters to people, and areas.</summary>
internal static partial class Samples
{
    private const string NoticeKey = "0123456789abcdef0123456789abcdef-1";

    private static CityMessage Evacuate => new(
        "fedcba9876543210fedcba9876543210", "高齢者等避難", new MessageScope(ThingKind.Household, "37201", AreaDivision.District, "綾川町", new ThingKey(ThingKind.Household, "home-1")), true, "duty officer");

    private static PostBookSnapshot Post() => new(
        [new PostedNotice(NoticeKey, 3, Change, Noon, OthersToo: true)],
        [new LetterFormed("letter-1", [NoticeKey], "綾川町", Drill: true, Digest: true, Hourly: 2, Weight: 6, Noon)],
        [new ToldNotice(NoticeKey, 3, NotifyOutcome.Refused)],
        [new WrittenLetter(Noon, "綾川町", true, 6)]);

    private static IEnumerable<object> SentOfMessagesAndAreas()
    {
        AreaTally tally = new()
        {
            Code = "綾川町",
            Counts = [new AreaCount(ThingKind.Sensor, "level 3", 2)],
            Things = 5,
            InAlert = 2,
            Unseen = 1,
            Level = 3,
            Stages = [1, 0, 0, 2, 0, 0],
            People = 120,
            Evacuees = 40,
            Capacity = 150,
            RainMaxMmPerH = 31.5,
        };
        MessageView sent = new(Evacuate, Noon, 3, 2);
        yield return new NoteAlert("!3", Change.AlertId, "duty officer", "crew sent", true);
        yield return new FindThings("$3", new ThingSearch { Kind = ThingKind.Sensor, Type = "river_level", Municipality = "37201", Area = "綾川町", State = "level 3", LevelMin = 2, Text = "綾川", After = River, Take = 50, Sight = new Sight { Own = ["37201"], Shared = ["37205"], Households = true, Homes = ["home-1"], Public = ["shelter"] } });
        yield return new ThingsFound(true, [Seen], River);
        yield return new ReadRegistry("$3", River);
        yield return new RegistryRead("{}", "37201");
        yield return new CloseAlert("!3", Change.AlertId, "duty officer", "the gauge was replaced");
        yield return new PostNotices("@7", 3, new Contact("当番", "duty@city.example"), [new KeyedChange(NoticeKey, Change, true)]);
        yield return new NoticesTold("!3", "@7", [new ToldNotice(NoticeKey, 3, NotifyOutcome.Accepted)]);
        yield return new SettleNotices("@7", [NoticeKey]);
        yield return new GetPartitionAreas("$3", AreaDivision.District);
        yield return new PartitionAreas(true, [tally]);
        yield return new GetPartitionArea("$3", AreaDivision.District, "綾川町", 50);
        yield return new PartitionArea(true, tally, [Seen], [River]);
        yield return new SendMessage("!3", Evacuate);
        yield return new MessageTakenAnswer(true, 3);
        yield return new GetMessages("!3");
        yield return new MessagesAnswer([sent]);
        yield return new GetMessage("!3", Evacuate.Id);
        yield return new MessageAnswer(sent, [new MessageThing(River, true, MessageOutcome.Delivered, Noon, "screen is off")]);
    }
}
