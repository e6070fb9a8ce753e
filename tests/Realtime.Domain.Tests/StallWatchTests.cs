using Realtime.Domain;

namespace Realtime.Domain.Tests;

/// <summary>One fault in front of the log is one alert; a channel that fails alone gets its own.</summary>
public class StallWatchTests
{
    private static readonly DateTimeOffset T0 = ThingDriver.T0;
    private readonly Dictionary<string, ChannelEntry> _entries = [];
    private readonly StepOutput _output = new();
    private StallWatch _watch = new([]);

    private void Beat(string id, double minutes)
    {
        var beat = new ChannelBeat { ChannelId = id, Time = T0.AddMinutes(minutes), ExpectedInterval = TimeSpan.FromMinutes(10), Covers = $"part {id}" };
        ChannelEntry? before = _entries.GetValueOrDefault(id);
        bool othersQuiet = _watch.Heard(id);
        _entries[id] = ChannelRule.OnBeat(before, beat, _output, othersQuiet);
        if (_watch.Release(before, _entries, _output) is { } leader)
        {
            _entries[leader.Id] = leader;
        }
    }

    private void Quiet(params string[] ids)
    {
        foreach (ChannelEntry changed in _watch.Stop(ids.Select(id => _entries[id]), _entries, _output))
        {
            _entries[changed.Id] = changed;
        }
    }

    private string[] Said => [.. _output.Alerts.Select(change => $"{change.Kind} {change.Thing.Id}")];

    [Fact]
    public void Channels_that_stop_together_are_one_alert_that_lists_them_and_ends_with_the_last_of_them()
    {
        Array.ForEach(["a", "b", "c"], id => Beat(id, 0));
        Quiet("a", "b");
        Quiet("c");
        Assert.Equal(["Raised a", "SteppedUp a"], Said);
        Assert.StartsWith("input stalled: 3 channels stopped: a (part a), b (part b), c (part c);", _output.Alerts[^1].Text, StringComparison.Ordinal);

        Beat("a", 10);
        Beat("c", 10);
        Assert.Equal([false, true, false], _entries.Values.OrderBy(entry => entry.Id).Select(entry => entry.IsStalled));
        Assert.Equal(2, _output.Alerts.Count);
        Beat("b", 10);
        Assert.Equal("Resolved a", Said[^1]);
        Assert.Single(_output.Alerts.Select(change => change.AlertId).Distinct());
        Assert.DoesNotContain(_entries.Values, entry => entry.IsStalled || entry.Leads);
    }

    [Fact]
    public void A_channel_that_stops_while_others_send_has_its_own_alert()
    {
        Array.ForEach(["a", "b", "c"], id => Beat(id, 0));
        Quiet("a");
        Beat("c", 10);
        Quiet("b");
        Assert.Equal(["Raised a", "Raised b"], Said);
        Beat("a", 20);
        Assert.Equal("Resolved a", Said[^1]);
        Assert.True(_entries["b"].IsStalled);
    }

    [Fact]
    public void It_goes_on_after_a_restart_without_saying_anything_again()
    {
        Array.ForEach(["a", "b", "c"], id => Beat(id, 0));
        Quiet("b", "a");
        _watch = new StallWatch(_entries.Values);
        Quiet("c");
        Assert.Equal(["Raised a", "SteppedUp a"], Said);
        _watch = new StallWatch(_entries.Values);
        Array.ForEach(["a", "b", "c"], id => Beat(id, 10));
        Assert.Equal("Resolved a", Said[^1]);
    }

    [Fact]
    public void A_leader_that_came_back_and_stops_again_stands_under_its_open_alert()
    {
        Array.ForEach(["a", "b"], id => Beat(id, 0));
        Quiet("a", "b");
        Beat("a", 10);
        Quiet("a");
        Assert.Equal(["Raised a"], Said);
        Assert.True(_entries["a"].IsStalled);
        Beat("b", 10);
        Assert.Equal(["Raised a"], Said);
        Beat("a", 20);
        Assert.Equal(["Raised a", "Resolved a"], Said);
    }

    [Fact]
    public void A_hundred_thousand_channels_are_a_number_not_a_list()
    {
        string[] homes = [.. Enumerable.Range(0, 1000).Select(home => $"home-{home:0000}")];
        Array.ForEach(homes, id => Beat(id, 0));
        Quiet(homes);
        AlertChange change = Assert.Single(_output.Alerts);
        Assert.Contains("and 980 more", change.Text, StringComparison.Ordinal);
        Assert.True(change.Text.Length < 1000);
        Array.ForEach(homes, id => Beat(id, 10));
        Assert.Equal(2, _output.Alerts.Count);
    }
}
