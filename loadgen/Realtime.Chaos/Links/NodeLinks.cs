using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Realtime.Chaos.Links;

/// <summary>
/// The links between nodes: every node advertises the port of a relay of its own, so whatever one node says to another passes here.
/// Who opened a connection is read from the association handshake, so that one direction of one pair can be treated alone.
/// </summary>
public sealed class NodeLinks : IDisposable
{
    private readonly NodeRelay[] _relays;
    private readonly ConcurrentDictionary<(int From, int To), LinkWeather> _weather = [];

    /// <param name="listenPorts">Where the nodes really listen.</param>
    /// <param name="seed">Draws delays and corrupted bytes.</param>
    public NodeLinks(IReadOnlyList<int> listenPorts, int seed) =>
        _relays = [.. listenPorts.Select((port, node) => new NodeRelay(this, node, port, new Random(seed + node)))];

    /// <summary>The port that a node tells the others.</summary>
    public int AdvertisedPort(int node) => _relays[node].Port;

    public void Set(int from, int to, LinkWeather weather) => _weather[(from, to)] = weather;

    /// <summary>Every direction of every pair is as it should be.</summary>
    public void Heal() => _weather.Clear();

    /// <summary>Aborts the connections of a node's relay.</summary>
    public void Cut(int node) => _relays[node].CutAll();

    public void Dispose() => Array.ForEach(_relays, relay => relay.Dispose());

    private LinkWeather Of(int from, int to) => _weather.GetValueOrDefault((from, to));

    private int NodeAt(int advertised) => Array.FindIndex(_relays, relay => relay.Port == advertised);

    private sealed class NodeRelay(NodeLinks links, int node, int target, Random random) : TcpRelay(target)
    {
        private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

        private readonly Lock _dice = new();

        protected override async Task PumpAsync(RelayedConnection connection, bool toServer, CancellationToken stop)
        {
            NetworkStream from = (toServer ? connection.Client : connection.Server).GetStream();
            NetworkStream to = (toServer ? connection.Server : connection.Client).GetStream();
            for (byte[] chunk = await ReadAsync(from, stop); chunk.Length > 0; chunk = await ReadAsync(from, stop))
            {
                if (toServer && connection.Initiator < 0 && AssociationHello.AdvertisedPort(chunk) is { } port)
                {
                    connection.Initiator = links.NodeAt(port);
                }

                await PassAsync(connection.Initiator, toServer, chunk, stop);
                await to.WriteAsync(chunk, stop);
            }
        }

        private async Task PassAsync(int initiator, bool toServer, byte[] chunk, CancellationToken stop)
        {
            (int from, int to) = toServer ? (initiator, node) : (node, initiator);
            LinkWeather now = links.Of(from, to);
            if (now.DelayMs > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(now.DelayMs * (0.1 + 0.9 * Draw())), stop);
            }

            while (links.Of(from, to).Blocked)
            {
                await Task.Delay(Look, stop);
            }

            if (now.CorruptShare > 0 && Draw() < now.CorruptShare)
            {
                chunk[(int)(Draw() * chunk.Length)] ^= 0xFF;
            }
        }

        private double Draw()
        {
            lock (_dice)
            {
                return random.NextDouble();
            }
        }
    }
}
