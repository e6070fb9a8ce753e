using Realtime.Actors;
using Realtime.Actors.City;
using Realtime.Actors.Ports;
using Realtime.Domain;
using Realtime.Tests.Support;

namespace Realtime.Tests.Engine;

/// <summary>
/// One message to every thing of an area on the engine itself: stored before it is confirmed, sent to each thing, not doubled by a repeated
/// command, and with the devices' words counted, wherever a partition or the node ends. And what is happening in that area.
/// </summary>
public sealed class MessageFanOutTests : IDisposable
{
    private const int Partitions = 4;
    private const int Homes = 30;
    private static readonly DateTimeOffset Now = new(2026, 9, 12, 18, 0, 0, TimeSpan.FromHours(9));
    private readonly string _directory = Directory.CreateTempSubdirectory("realtime-messages-").FullName;
    private readonly TestLog _log = new(Partitions);
    private readonly Produced _produced = new();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_message_reaches_every_thing_of_its_area_and_the_words_of_the_devices_survive_the_node()
    {
        CityMessage message = Message("key-1", "川の近くの方は避難してください");
        var messages = new TestMessages(tries => tries % 7 == 0); // The broker is away now and then.
        var faults = new ThrowingFaults((_, count) => count is 2 or 5);
        await using (EngineNode first = await StartAsync(messages, faults))
        {
            SendResult taken = await SendAsync(first, message);
            Assert.Equal((SendOutcome.Taken, (long)Homes), (taken.Outcome, taken.Wanted));
            await Eventually.TrueAsync("the broker has every record", async () => (await first.City.GetMessagesAsync(default)).Single().Sent == Homes);
            Assert.Equal((SendOutcome.Taken, (long)Homes), ((await SendAsync(first, message)).Outcome, taken.Wanted)); // A repeat is the same message.
            Assert.Equal(SendOutcome.Conflict, (await first.City.SendMessageAsync(message with { Text = "別の文" }, default)).Outcome);
            Word(message, 0, MessageOutcome.Delivered, 1);
            Word(message, 0, MessageOutcome.Shown, 2);
            Word(message, 1, MessageOutcome.Delivered, 1);
            Word(message, 2, MessageOutcome.Failed, 1);
            await CountsAsync(first, message, waiting: Homes - 3, delivered: 1, shown: 1, failed: 1);
        }

        await using EngineNode second = await StartAsync(messages, IFaults.None);
        MessageDetail kept = await CountsAsync(second, message, waiting: Homes - 3, delivered: 1, shown: 1, failed: 1);
        Assert.Equal(new ThingKey(ThingKind.Household, "home-002"), kept.Things[0].Thing); // What failed comes first.
        Word(message, 2, MessageOutcome.Shown, 3);
        await CountsAsync(second, message, waiting: Homes - 3, delivered: 1, shown: 2, failed: 0);

        // Sent at least once to each wanted thing, and to nobody else.
        Assert.Equal(
            Enumerable.Range(0, Homes).Select(i => $"household/home-{i:000}"),
            messages.Sent.Select(sent => sent.Thing.ToString()).Distinct().Order(StringComparer.Ordinal));
        Assert.All(messages.Sent, sent => Assert.Equal(message, sent.Message));
        Assert.Equal(SendOutcome.Taken, (await second.City.SendMessageAsync(message, default)).Outcome);
        Assert.Equal(Homes, (await second.City.GetMessagesAsync(default)).Single().Wanted);
    }

    [Fact]
    public async Task A_reminder_is_a_message_to_one_screen_and_a_drill_reaches_no_household()
    {
        var messages = new TestMessages();
        await using EngineNode node = await StartAsync(messages, IFaults.None);
        ThingKey home = new(ThingKind.Household, "home-007");

        Assert.Equal(1, (await SendAsync(node, Message("reminder", "明日はデイサービスの日です") with { Scope = new MessageScope(Thing: home) })).Wanted);
        SendResult drill = await SendAsync(node, Message("drill", "訓練です") with { Drill = true, Scope = new MessageScope(Municipality: "37387") });

        await Eventually.TrueAsync("everything is sent", async () => await node.City.GetPendingWorkAsync(default) == 0);
        Assert.Equal([home], messages.Sent.Where(sent => !sent.Message.Drill).Select(sent => sent.Thing));
        Assert.Equal(1, drill.Wanted);
        Assert.Equal("vehicle/bus-1", messages.Sent.Single(sent => sent.Message.Drill).Thing.ToString());
    }

    [Fact]
    public async Task Areas_count_everything_once_over_all_partitions()
    {
        await using EngineNode node = await StartAsync(new TestMessages(), IFaults.None);
        AreasView districts = await AreasAsync(node, AreaDivision.District);
        AreasView cells = await AreasAsync(node, AreaDivision.Mesh3);

        Assert.Equal(["37387 綾川町", "37387 陶"], districts.Areas.Select(area => area.Code).Order(StringComparer.Ordinal));
        Assert.Equal(Homes, districts.Areas.Single(area => area.Code == "37387 綾川町").Things);
        Assert.Equal(Homes + 1, cells.Areas.Sum(area => area.Things));
        Assert.Equal("51344013", Assert.Single(cells.Areas, area => area.Things == Homes).Code);
        AreaDetail area = (await node.City.GetAreaAsync(AreaDivision.District, "37387 陶", 10, default))!;
        Assert.Equal("vehicle/bus-1", Assert.Single(area.Things).Key.ToString());
        Assert.Null(await node.City.GetAreaAsync(AreaDivision.District, "nowhere", 10, default));
    }

    private static async Task<AreasView> AreasAsync(EngineNode node, AreaDivision by)
    {
        AreasView? areas = null;
        await Eventually.TrueAsync(
            "every partition counted",
            async () => (areas = await node.City.GetAreasAsync(by, default)).PartitionsAnswered == Partitions && areas.Areas.Sum(area => area.Things) == Homes + 1,
            TimeSpan.FromSeconds(30));
        return areas!;
    }

    private static CityMessage Message(string key, string text) =>
        new(CityMessage.IdOf(key), text, new MessageScope(ThingKind.Household, Area: "37387 綾川町"), Drill: false, "当番");

    private async Task<EngineNode> StartAsync(TestMessages messages, IFaults faults)
    {
        if (_log.Count(Topics.Registry, 0) == 0)
        {
            for (int i = 0; i < Homes; i++)
            {
                _log.Append(new Registration { Key = new ThingKey(ThingKind.Household, $"home-{i:000}"), Name = $"home {i}", Municipality = "37387", Area = "綾川町", Latitude = 34.346, Longitude = 134.046 });
            }

            _log.Append(new Registration { Key = new ThingKey(ThingKind.Vehicle, "bus-1"), Municipality = "37387", Area = "陶", Latitude = 34.26, Longitude = 133.94 });
        }

        EngineNode node = await EngineNode.StartAsync(_directory, _log, _produced, faults, Options, messages: messages);
        await Eventually.TrueAsync(
            "everything is registered", async () => (await node.City.GetCityAsync(new CityQuery(), default)).Things.Count(thing => thing.Registered) == Homes + 1, TimeSpan.FromSeconds(30));
        return node;
    }

    private static EngineOptions Options => new()
    {
        FullEpochInterval = TimeSpan.FromMilliseconds(200),
        PartitionPingInterval = TimeSpan.FromMilliseconds(200),
        NotifyRetryMin = TimeSpan.FromMilliseconds(50),
    };

    /// <summary>A desk that does not know its partition yet does not answer: the caller repeats the command, as the API tells him to.</summary>
    private static async Task<SendResult> SendAsync(EngineNode node, CityMessage message)
    {
        SendResult? result = null;
        await Eventually.TrueAsync(
            "the message is taken", async () => (result = await node.City.SendMessageAsync(message, default)).Outcome == SendOutcome.Taken, TimeSpan.FromSeconds(30));
        return result!;
    }

    private void Word(CityMessage message, int home, MessageOutcome outcome, int minute) => _log.Append(
        new DeliveryReading { ThingId = $"home-{home:000}", ThingKind = ThingKind.Household, Time = Now.AddMinutes(minute), Message = message.Id, Outcome = outcome });

    private static async Task<MessageDetail> CountsAsync(EngineNode node, CityMessage message, long waiting, long delivered, long shown, long failed)
    {
        MessageDetail? detail = null;
        await Eventually.TrueAsync(
            $"{waiting} wait, {delivered} have it, {shown} show it, {failed} failed",
            async () => (detail = await node.City.GetMessageAsync(message.Id, 1000, default)) is { } found
                && (found.Waiting, found.Delivered, found.Shown, found.Failed) == (waiting, delivered, shown, failed),
            TimeSpan.FromSeconds(30));
        return detail!;
    }
}
