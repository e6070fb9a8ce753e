using System.Net;
using System.Net.Sockets;
using System.Text;
using Realtime.Chaos.Links;
using Realtime.Tests.Support;

namespace Realtime.Tests.Chaos;

/// <summary>One direction of one pair of nodes can be taken away and given back; what was said meanwhile arrives then.</summary>
public sealed class NodeLinksTests : IDisposable
{
    private readonly TcpListener[] _nodes = [.. Enumerable.Range(0, 2).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
    private readonly NodeLinks _links;

    public NodeLinksTests()
    {
        Array.ForEach(_nodes, node => node.Start());
        _links = new NodeLinks([.. _nodes.Select(node => ((IPEndPoint)node.LocalEndpoint).Port)], seed: 1);
    }

    public void Dispose()
    {
        _links.Dispose();
        Array.ForEach(_nodes, node => node.Dispose());
    }

    [Fact]
    public async Task A_blocked_direction_waits_while_the_other_one_passes()
    {
        using TcpClient first = new();
        await first.ConnectAsync(IPAddress.Loopback, _links.AdvertisedPort(1));
        using TcpClient second = await _nodes[1].AcceptTcpClientAsync();
        await SayAsync(first, Hello(_links.AdvertisedPort(0)));
        Assert.EndsWith("tail", await HearAsync(second), StringComparison.Ordinal);

        _links.Set(0, 1, new LinkWeather(true, 0, 0));
        await SayAsync(first, "held back");
        await SayAsync(second, "still heard");
        Assert.Equal("still heard", await HearAsync(first));
        Task<string> heard = HearAsync(second);
        Assert.False(heard.IsCompleted);

        _links.Heal();
        Assert.Equal("held back", await heard);
    }

    [Fact]
    public async Task A_cut_ends_the_connection()
    {
        using TcpClient first = new();
        await first.ConnectAsync(IPAddress.Loopback, _links.AdvertisedPort(1));
        using TcpClient second = await _nodes[1].AcceptTcpClientAsync();
        await SayAsync(first, "there");
        Assert.Equal("there", await HearAsync(second));

        _links.Cut(1);

        await Eventually.TrueAsync("the far end is gone", async () =>
        {
            try
            {
                return await first.GetStream().ReadAsync(new byte[8]) == 0;
            }
            catch (IOException)
            {
                return true;
            }
        });
    }

    /// <summary>System, host, port as varint, protocol: an address as an association begins with it.</summary>
    private static string Hello(int port) =>
        $"\u000a\u0008realtime\u0012\u0009127.0.0.1\u0018{(char)(port & 0x7F | 0x80)}{(char)(port >> 7 & 0x7F | 0x80)}{(char)(port >> 14)}\u0022\u0003tcp tail";

    private static async Task SayAsync(TcpClient side, string text) => await side.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text));

    private static async Task<string> HearAsync(TcpClient side)
    {
        byte[] bytes = new byte[1_000];
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        int read = await side.GetStream().ReadAsync(bytes, limit.Token);
        return Encoding.Latin1.GetString(bytes, 0, read);
    }
}
