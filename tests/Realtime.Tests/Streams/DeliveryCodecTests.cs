using System.Text;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Tests.Streams;

/// <summary>Words of devices and planned times survive their records.</summary>
public class DeliveryCodecTests
{
    private static readonly DateTimeOffset Now = new(2025, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(ThingKind.Household, MessageOutcome.Shown, "")]
    [InlineData(ThingKind.Vehicle, MessageOutcome.Failed, "screen off")]
    public void A_word_about_a_message_survives_its_bytes(ThingKind kind, MessageOutcome outcome, string reason)
    {
        var word = new DeliveryReading { ThingId = "a", ThingKind = kind, Time = Now, Message = "m1", Outcome = outcome, Reason = reason, Drill = true };
        Assert.Equal(word, Decode(Topics.For(kind), "a", TelemetryEncoder.Encode(word)).Reading);
    }

    [Fact]
    public void Planned_times_survive_their_bytes()
    {
        var schedule = new EventSchedule([
            new EventMode("match", Now, Now.AddHours(2)) { Thresholds = new StageThresholds([new StageThreshold(2, 3000, "混雑")], 100), Audience = Audience.Operators },
            new EventMode("festival", Now, Now.AddDays(1)) { NearlyFullShare = 0.5, Crowd = new EventCrowd { LimitPersonsPerH = 12_000, ClearPersonsPerM2 = null, Unusual = false } }]);
        var registration = new Registration { Key = new ThingKey(ThingKind.Sensor, "a"), Area = "Stadium", Events = schedule };
        Registration read = Decode(Topics.Registry, "a", TelemetryEncoder.Encode(registration)).Registration!;
        Assert.Equal(schedule, read.Events);
        Assert.Equal("Stadium", read.Area);
    }

    [Fact]
    public void The_record_for_a_device_says_what_to_show()
    {
        var message = new CityMessage(CityMessage.IdOf("k"), "避難してください", new MessageScope(ThingKind.Household), Drill: true, "当番");
        string json = Encoding.UTF8.GetString(MessageCodec.Encode(message, new ThingKey(ThingKind.Household, "tv-7")));
        Assert.Equal($$"""{"message_id":"{{message.Id}}","kind":"household","id":"tv-7","text":"避難してください","drill":true,"by":"当番"}""", json);
    }

    private static LogItem Decode(string topic, string key, byte[] bytes)
    {
        var entries = new List<LogEntry>();
        TelemetryCodec.Decode(Topics.Inputs.ToList().IndexOf(topic), 0, 1, Encoding.UTF8.GetBytes(key), bytes, 0, Now, entries);
        LogItem item = Assert.Single(entries).Item;
        Assert.True(item.Rejection is null, item.Rejection?.Detail);
        return item;
    }
}
