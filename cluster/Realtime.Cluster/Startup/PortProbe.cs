using System.Net;
using System.Net.Sockets;

namespace Realtime.Cluster.Startup;

/// <summary>Tries the port of the page before anything is opened or deleted, so that a second start by mistake changes nothing.</summary>
public static class PortProbe
{
    /// <exception cref="StartException">The port is taken or may not be used.</exception>
    public static void Check(string address, int port)
    {
        if (port == 0)
        {
            return;
        }

        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(AddressOf(address), port));
            socket.Listen();
        }
        catch (SocketException fault)
        {
            throw Fault(address, port, fault.SocketErrorCode, fault);
        }
    }

    /// <summary>Tries the address at which other nodes reach this one: the actor system would tell a wrong one with pages of stack traces.</summary>
    /// <exception cref="StartException">The name means nothing here, or the port is taken.</exception>
    public static void CheckNode(string host, int port)
    {
        try
        {
            // "0.0.0.0" means all addresses of the machine; as the name of another one it would be refused.
            IPAddress address = IPAddress.TryParse(host, out IPAddress? written) ? written : Dns.GetHostAddresses(host)[0];
            using Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, port));
        }
        catch (SocketException fault)
        {
            throw new StartException($"This node cannot listen for other nodes at {host}:{port} ({fault.Message.TrimEnd('.')}): check Node:Host and Node:Port.", fault);
        }
    }

    /// <summary>The sentence for a listener that could not be opened.</summary>
    public static StartException Fault(string address, int port, SocketError error, Exception cause) => error switch
    {
        SocketError.AddressAlreadyInUse => new StartException($"Port {port} is already in use: choose another with --port N, or stop the program that uses it.", cause),
        SocketError.AccessDenied => new StartException($"Port {port} may not be opened by this user: choose one above 1023 with --port N.", cause),
        SocketError.AddressNotAvailable => new StartException($"The setting Http:Address is \"{address}\", but this machine has no such address.", cause),
        _ => new StartException($"Port {port} of {address} cannot be opened ({cause.Message.TrimEnd('.')}).", cause),
    };

    /// <summary>The address to listen on.</summary>
    public static IPAddress AddressOf(string address) => address switch
    {
        "localhost" => IPAddress.Loopback,
        "*" => IPAddress.Any,
        _ => IPAddress.Parse(address),
    };
}
