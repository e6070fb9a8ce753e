using System.Threading.Channels;

namespace Realtime.Streams.Live;

/// <summary>Changes of alerts as they are published, for people who look on.</summary>
public interface ILiveAlerts
{
    /// <summary>Begins to listen.</summary>
    /// <param name="from">Text of the place to go on from; null = from now.</param>
    /// <returns>Null when there are too many listeners.</returns>
    ILiveListener? Listen(string? from);
}

/// <summary>One who listens.</summary>
public interface ILiveListener : IDisposable
{
    /// <summary>Changes in the order of the topic; ends when the listener is too slow, and then it resumes from its place.</summary>
    ChannelReader<LiveAlert> Changes { get; }

    /// <summary>Where it is; moves with each change that is taken.</summary>
    LivePlace Place { get; }

    /// <summary>What was missed cannot be given any more: look at everything anew.</summary>
    bool Gap { get; }
}
