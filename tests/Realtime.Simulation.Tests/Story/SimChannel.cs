using Realtime.Domain;

namespace Realtime.Simulation.Tests.Story;

/// <summary>A gateway: what it sends waits in it while it is held up, and is gone when it is down.</summary>
public sealed class SimChannel(string id, string topic)
{
    public string Id { get; } = id;

    public string Topic { get; } = topic;

    /// <summary>Rounds in which it holds back; everything goes out when they are over.</summary>
    public HashSet<int> HeldUp { get; } = [];

    /// <summary>Rounds in which it is down: what its things sent is lost for good.</summary>
    public HashSet<int> Down { get; } = [];

    public Queue<Action> Waiting { get; } = new();

    /// <summary>Heartbeats as they reached the log of the judging partition: event time and virtual time.</summary>
    public List<(DateTimeOffset Time, TimeSpan At)> Beats { get; } = [];

    public ChannelBeat Beat(DateTimeOffset time, TimeSpan interval, TimeSpan arrival) => new()
    {
        ChannelId = Id,
        Time = time,
        ExpectedInterval = interval,
        ArrivalInterval = arrival,
        Covers = $"things of {Id}",
    };
}
