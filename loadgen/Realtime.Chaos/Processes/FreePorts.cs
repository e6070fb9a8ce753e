using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Realtime.Chaos.Processes;

/// <summary>
/// Ports of 127.0.0.1 for servers that listen later, perhaps again and again. Below those that the system gives to outgoing connections
/// (32,768 and up on Linux, 49,152 and up by IANA): one of these may be in use by anybody when its server comes back.
/// </summary>
public static class FreePorts
{
    private const int First = 20_000;
    private const int Behind = 32_768;
    private static readonly ConcurrentDictionary<int, bool> Given = new();

    // Programs that run side by side begin at different places; a place is no secret and no experiment depends on it.
    private static int s_next = (int)((uint)(Environment.ProcessId * 2_654_435_761L) % (Behind - First));

    /// <summary>A port that nobody listens on at the moment and that this program has not given out before.</summary>
    public static int Next()
    {
        for (int tries = 0; tries < Behind - First; tries++)
        {
            int port = First + (int)((uint)Interlocked.Increment(ref s_next) % (Behind - First));
            if (IsFree(port) && Given.TryAdd(port, true))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"every port of 127.0.0.1 from {First} to {Behind - 1} is in use");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
