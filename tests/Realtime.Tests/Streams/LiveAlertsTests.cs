using Microsoft.Extensions.Logging.Abstractions;
using Realtime.Domain;
using Realtime.Streams.Codec;
using Realtime.Streams.Live;

namespace Realtime.Tests.Streams;

/// <summary>Live changes over a real broker: in order, resumed at another node, and a gap that is said aloud.</summary>
public sealed class LiveAlertsTests
{
    [Fact]
    public async Task A_listener_goes_on_at_another_node_where_it_stopped()
    {
        using TestKafka kafka = new(partitions: 2);
        Send(kafka, "before", 0);
        kafka.Flush();
        using LiveAlerts first = new(kafka.Settings, NullLogger.Instance);
        await first.Ready.WaitAsync(TimeSpan.FromSeconds(20));
        string place;
        using (ILiveListener listener = first.Listen(null)!)
        {
            Send(kafka, "one", 0);
            Send(kafka, "two", 0);
            kafka.Flush();
            Assert.Equal("one", await NextAsync(listener)); // What was there before is not live.
            place = listener.Place.ToString();
        }

        Send(kafka, "three", 0);
        kafka.Flush();
        using LiveAlerts second = new(kafka.Settings, NullLogger.Instance);
        await second.Ready.WaitAsync(TimeSpan.FromSeconds(20));
        using ILiveListener again = second.Listen(place)!;
        Assert.Equal(["two", "three"], new[] { await NextAsync(again), await NextAsync(again) });
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("1.2.3")]
    [InlineData("999.999")]
    public async Task A_place_that_is_none_of_this_log_is_a_gap(string place)
    {
        using TestKafka kafka = new(partitions: 2);
        using LiveAlerts live = new(kafka.Settings, NullLogger.Instance);
        await live.Ready.WaitAsync(TimeSpan.FromSeconds(20));

        using ILiveListener listener = live.Listen(place)!;

        Assert.True(listener.Gap);
        Assert.Equal("0.0", listener.Place.ToString());
    }

    [Fact]
    public async Task There_are_so_many_listeners_and_no_more()
    {
        using TestKafka kafka = new(partitions: 1);
        using LiveAlerts live = new(kafka.Settings, NullLogger.Instance);
        await live.Ready.WaitAsync(TimeSpan.FromSeconds(20));
        List<ILiveListener> listeners = [.. Enumerable.Range(0, Limits.LiveListenersMax).Select(_ => live.Listen(null)!)];

        Assert.Null(live.Listen(null));
        listeners[0].Dispose();
        Assert.NotNull(live.Listen(null));
    }

    private static async Task<string> NextAsync(ILiveListener listener)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(20));
        LiveAlert alert;
        do
        {
            alert = await listener.Changes.ReadAsync(limit.Token);
        }
        while (!listener.Place.Take(alert)); // What the node has read again from before the listener's place.
        return alert.Change.Text;
    }

    private static void Send(TestKafka kafka, string text, int partition) => kafka.Send(Topics.Alerts, "a", AlertCodec.Encode(new AlertChange
    {
        AlertId = "0123456789abcdef0123456789abcdef",
        Thing = new ThingKey(ThingKind.Sensor, "a"),
        Rule = Rules.Stage,
        EpisodeStart = DateTimeOffset.UnixEpoch,
        Sequence = 0,
        Kind = AlertChangeKind.Raised,
        Time = DateTimeOffset.UnixEpoch,
        Text = text,
    }), partition);
}
