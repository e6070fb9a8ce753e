using System.Net.Sockets;

namespace Realtime.Chaos.Links;

/// <summary>A client's connection and its other half to the server.</summary>
public sealed class RelayedConnection(TcpClient client) : IDisposable
{
    private const int Unknown = -1;

    public TcpClient Client { get; } = client;

    public TcpClient Server { get; } = new();

    /// <summary>Who opened it, when that has been found out; -1 before.</summary>
    public int Initiator { get; set; } = Unknown;

    /// <summary>Closes both halves at once; nothing that is still buffered is sent.</summary>
    public void Dispose()
    {
        Abort(Client);
        Abort(Server);
    }

    private static void Abort(TcpClient side)
    {
        try
        {
            side.LingerState = new LingerOption(true, 0); // RST, so that nobody takes the cut for a polite end.
        }
        catch (Exception fault) when (fault is ObjectDisposedException or SocketException or NullReferenceException)
        {
            // Closed already.
        }

        side.Dispose();
    }
}
