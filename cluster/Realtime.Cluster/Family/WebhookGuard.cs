using System.Net;
using System.Net.Sockets;
using Realtime.Domain;

namespace Realtime.Cluster.Family;

/// <summary>A webhook leads to an address that nobody outside may make this program talk to.</summary>
public sealed class ClosedAddressException(string message) : IOException(message);

/// <summary>
/// Keeps webhooks out of the networks this program stands in (server-side request forgery): addresses of private, local and special networks
/// are refused when a household is registered, and again when a connection is made, to the very address it is made to, because a name may
/// have led somewhere else before. Source: IANA special-purpose address registries (RFC 6890); OWASP on server-side request forgery.
/// </summary>
/// <param name="allowed">Networks that are meant to be reached although they are closed: an intranet, or a test.</param>
public sealed class WebhookGuard(IReadOnlyList<IPNetwork> allowed)
{
    /// <summary>What is left of a letter's time when a server does not answer at the first address.</summary>
    private static readonly TimeSpan _connectMax = TimeSpan.FromSeconds(5);

    private static readonly IPNetwork[] _closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",

            // Within the global IPv6 network: Teredo and other protocols, documentation, 6to4 (which holds an IPv4 address).
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    private static readonly IPNetwork _globalIPv6 = IPNetwork.Parse("2000::/3");

    private static readonly string[] _localEndings = [".localhost", ".local", ".internal", ".intranet", ".lan", ".home.arpa", ".svc"];

    /// <summary>Whether a connection may be made to it.</summary>
    public bool Allows(IPAddress address)
    {
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return allowed.Any(network => network.Contains(plain))
            || (!_closed.Any(network => network.Contains(plain)) && (plain.AddressFamily == AddressFamily.InterNetwork || _globalIPv6.Contains(plain)));
    }

    /// <summary>Whether an address may be registered: https, no user name, and not a host that is inside by its very name. What a name leads to is seen when it is used.</summary>
    public bool Allows(Uri address)
    {
        if (address.UserInfo.Length > 0 || address.Scheme is not ("https" or "http"))
        {
            return false;
        }

        string host = address.IdnHost.TrimEnd('.');
        bool literal = IPAddress.TryParse(host, out IPAddress? number);
        bool meant = literal ? allowed.Any(network => network.Contains(number!)) : host == "localhost" && allowed.Any(network => network.Contains(IPAddress.Loopback));
        bool outside = literal ? Allows(number!) : host.Contains('.', StringComparison.Ordinal) && !Array.Exists(_localEndings, ending => host.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        return meant || (outside && address.Scheme == "https");
    }

    /// <summary>Connects to the first open address of a name that answers.</summary>
    /// <exception cref="ClosedAddressException">Every address of it is closed.</exception>
    /// <exception cref="SocketException">The name is unknown, or none of its open addresses answers.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        IPAddress[] open = [.. (await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation)).Where(Allows).Take(Limits.WebhookAddressesTriedMax)];
        if (open.Length == 0)
        {
            throw new ClosedAddressException("the webhook leads into a closed network");
        }

        for (int i = 0; ; i++)
        {
            Socket socket = new(open[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                limit.CancelAfter(_connectMax);
                await socket.ConnectAsync(new IPEndPoint(open[i], context.DnsEndPoint.Port), limit.Token);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception fault) when (fault is SocketException or OperationCanceledException)
            {
                socket.Dispose();
                if (i == open.Length - 1 || cancellation.IsCancellationRequested)
                {
                    throw;
                }
            }
        }
    }
}
