using System.Threading.Channels;
using Realtime.Streams.Live;

namespace Realtime.Tests.Host;

/// <summary>Live changes that the test makes; every listener begins with all of them.</summary>
internal sealed class TestLive : ILiveAlerts
{
    public List<LiveAlert> Changes { get; } = [];

    public List<string?> Asked { get; } = [];

    public bool Gap { get; set; }

    /// <summary>Whether a stream stays open when it has told what there is.</summary>
    public bool Endless { get; set; }

    public ILiveListener? Listen(string? from)
    {
        Asked.Add(from);
        Listener listener = new(from is null ? LivePlace.Of([0, 0]) : LivePlace.Parse(from, 2)!, Gap);
        Changes.ForEach(listener.Add);
        if (!Endless)
        {
            listener.End();
        }

        return listener;
    }

    private sealed class Listener(LivePlace place, bool gap) : ILiveListener
    {
        private readonly Channel<LiveAlert> _channel = Channel.CreateUnbounded<LiveAlert>();

        public ChannelReader<LiveAlert> Changes => _channel.Reader;

        public LivePlace Place { get; } = place;

        public bool Gap { get; } = gap;

        public void Add(LiveAlert alert) => _channel.Writer.TryWrite(alert);

        public void End() => _channel.Writer.TryComplete();

        public void Dispose() => End();
    }
}
