using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Domain.Tests;

/// <summary>Channels: how far they vouch, breaks, stalls. Heartbeats every ten minutes of event time, every second of clock time.</summary>
public class ChannelTests
{
    private static readonly DateTimeOffset T0 = ThingDriver.T0;

    private readonly StepOutput _output = new();

    private static ChannelBeat Beat(double minutes) => new()
    {
        ChannelId = "gauges",
        Municipality = "372030",
        Time = T0.AddMinutes(minutes),
        ExpectedInterval = TimeSpan.FromMinutes(10),
        ArrivalInterval = TimeSpan.FromSeconds(1),
        Covers = "river gauges",
        SourcePosition = (long)minutes,
    };

    private ChannelEntry Fed(params double[] minutes)
    {
        ChannelEntry? entry = null;
        foreach (double minute in minutes)
        {
            entry = ChannelRule.OnBeat(entry, Beat(minute), _output);
        }

        return entry!;
    }

    [Theory]
    [InlineData(new double[] { 0, 10, 20 }, 20, 0)]
    [InlineData(new double[] { 0, 20 }, 20, 0)]
    [InlineData(new double[] { 0, 20.01 }, 20.01, 20.01)]
    [InlineData(new double[] { 0, 10, 5, 0 }, 10, 0)]
    [InlineData(new double[] { 0, 100, 110 }, 110, 100)]
    public void The_watermark_never_falls_and_a_break_starts_observation_again(double[] beats, double watermark, double since)
    {
        ChannelEntry entry = Fed(beats);
        Assert.Equal(new ChannelView("gauges", T0.AddMinutes(watermark), T0.AddMinutes(since)), entry.View);
        Assert.Equal((long)watermark, entry.SourcePosition);
    }

    [Fact]
    public void A_changed_interval_is_no_break()
    {
        ChannelEntry hourly = ChannelRule.OnBeat(null, Beat(0) with { ExpectedInterval = TimeSpan.FromHours(1) }, _output);
        Assert.Equal(T0, ChannelRule.OnBeat(hourly, Beat(60), _output).ObservedSince);
    }

    [Theory]
    [InlineData(5.0, 0)]
    [InlineData(5.001, 1)]
    public void Quiet_for_longer_than_the_grace_is_a_stall_said_once(double seconds, int alerts)
    {
        ChannelEntry entry = Fed(0, 10);
        DateTimeOffset arrival = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);
        entry = ChannelRule.OnQuiet(entry, arrival, arrival.AddSeconds(seconds), _output);
        entry = ChannelRule.OnQuiet(entry, arrival, arrival.AddSeconds(seconds), _output);
        Assert.Equal(alerts, _output.Alerts.Count);
        Assert.Equal(alerts == 1, entry.IsStalled);
        Assert.All(_output.Alerts, change => Assert.Equal(
            (new ThingKey(ThingKind.Channel, "gauges"), T0.AddMinutes(10), Audience.Operators, "372030"),
            (change.Thing, change.EpisodeStart, change.Audience, change.Municipality)));
    }

    [Fact]
    public void Slow_channels_have_three_intervals_and_without_arrival_interval_event_time_is_clock_time()
    {
        ChannelEntry slow = ChannelRule.OnBeat(null, Beat(0) with { ArrivalInterval = TimeSpan.FromMinutes(1) }, _output);
        Assert.Equal(TimeSpan.FromMinutes(3), ChannelRule.StallAfter(slow));
        ChannelEntry live = ChannelRule.OnBeat(null, Beat(0) with { ArrivalInterval = TimeSpan.Zero }, _output);
        Assert.Equal(TimeSpan.FromMinutes(30), ChannelRule.StallAfter(live));
    }

    [Fact]
    public void The_next_heartbeat_ends_the_stall_and_a_second_stall_at_the_same_watermark_is_another_alert()
    {
        ChannelEntry entry = ChannelRule.OnQuiet(Fed(0), T0, T0.AddHours(1), _output);
        entry = ChannelRule.OnBeat(entry, Beat(0), _output);
        entry = ChannelRule.OnQuiet(entry, T0, T0.AddHours(1), _output);
        entry = ChannelRule.OnBeat(entry, Beat(10), _output);
        Assert.False(entry.IsStalled);
        Assert.Equal(
            [AlertChangeKind.Raised, AlertChangeKind.Resolved, AlertChangeKind.Raised, AlertChangeKind.Resolved],
            _output.Alerts.Select(change => change.Kind));
        Assert.Equal(2, _output.Alerts.Select(change => change.AlertId).Distinct().Count());
        Assert.Contains("nothing that depends on it is judged", _output.Alerts[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_channel_never_stalls_until_it_sends_again()
    {
        ChannelEntry entry = ChannelRule.OnBeat(Fed(0), Beat(10) with { Closed = true }, _output);
        Assert.Same(entry, ChannelRule.OnQuiet(entry, T0, T0.AddDays(1), _output));
        entry = ChannelRule.OnBeat(entry, Beat(5), _output);
        Assert.True(entry.Closed);
        entry = ChannelRule.OnBeat(entry, Beat(20), _output);
        Assert.True(ChannelRule.OnQuiet(entry, T0, T0.AddDays(1), _output).IsStalled);
    }

    [Fact]
    public void Entries_are_storable()
    {
        ChannelEntry gauges = ChannelRule.OnBeat(ChannelRule.OnBeat(null, Beat(0), _output), Beat(10), _output);
        ChannelEntry buses = ChannelRule.OnBeat(null, Beat(10) with { ChannelId = "buses" }, _output);
        ChannelEntry[] entries = [ChannelRule.OnQuiet(buses, T0, T0.AddDays(1), _output), gauges];
        byte[] stored = JsonSerializer.SerializeToUtf8Bytes(entries, DomainJson.Default.ChannelEntryArray);
        ChannelEntry[] restored = JsonSerializer.Deserialize(stored, DomainJson.Default.ChannelEntryArray)!;
        Assert.Equal(["buses", "gauges"], restored.Select(entry => entry.Id));
        Assert.Equal(entries, restored);
    }
}
