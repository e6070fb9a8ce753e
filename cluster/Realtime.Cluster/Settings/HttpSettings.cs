using System.Net;
using System.Net.Sockets;

namespace Realtime.Cluster.Settings;

/// <summary>The page and the API.</summary>
public sealed record HttpSettings
{
    private static readonly string[] _loopbackNames = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary><c>Http:Address</c>: <c>localhost</c>, <c>*</c> (every address of the machine) or one IP address. Default localhost: only this machine can ask.</summary>
    public required string Address { get; init; }

    /// <summary><c>Http:Port</c>: TCP port; 0 = any free one. Default 8080.</summary>
    public required int Port { get; init; }

    /// <summary><c>Http:AllowedHosts</c>: names by which browsers may call the node. Default: the loopback names, so that no foreign name can be pointed at it. Required when the address is not loopback; <c>*</c> = every name. The address itself is always allowed.</summary>
    public required IReadOnlyList<string> AllowedHosts { get; init; }

    /// <summary><c>Http:AnswerSeconds</c>: the owners must answer within this time, else 503. Default 5 s.</summary>
    public required TimeSpan AnswerTimeout { get; init; }

    /// <summary><c>Http:PublicUrl</c>: address of the page as people reach it, for links in mails. Default empty = no link.</summary>
    public required string PublicUrl { get; init; }

    /// <summary>
    /// <c>Http:TrustedProxies</c>: addresses and networks (<c>10.0.0.0/24</c>) of the gateways before this node. What they say in X-Forwarded-For and
    /// X-Forwarded-Proto is believed: each caller gets a share of their own and stands in the audit by their own address. Nobody else's is. Default none.
    /// </summary>
    public required IReadOnlyList<IPNetwork> TrustedProxies { get; init; }

    /// <summary>Whether only this machine can ask.</summary>
    public bool Loopback => IsLoopback(Address);

    /// <summary>Whether an address is one of this machine only.</summary>
    public static bool IsLoopback(string name) => name == "localhost" || (IPAddress.TryParse(name, out IPAddress? address) && IPAddress.IsLoopback(address));

    /// <summary>The address as it stands in a URL; nothing when it is no single one.</summary>
    private IReadOnlyList<string> OwnName => !IPAddress.TryParse(Address, out IPAddress? own) || own.Equals(IPAddress.Any) || own.Equals(IPAddress.IPv6Any) ? []
        : own.AddressFamily == AddressFamily.InterNetworkV6 ? [$"[{own}]"]
        : [own.ToString()];

    public static HttpSettings Read(SettingReader from)
    {
        string address = from.Text("Http:Address", "localhost");
        if (address is not ("localhost" or "*") && !IPAddress.TryParse(address, out _))
        {
            throw from.Fault("Http:Address", "localhost, * or an IP address");
        }

        int port = from.Whole("Http:Port", 8080, 0, 65_535);
        IReadOnlyList<string> hosts = from.List("Http:AllowedHosts");
        TimeSpan answer = from.Seconds("Http:AnswerSeconds", 5, 0.1, 60);
        string url = from.Address("Http:PublicUrl");
        if (url.Length > 0 && !(Uri.TryCreate(url, UriKind.Absolute, out Uri? page) && page.Scheme is "http" or "https"))
        {
            throw from.Fault("Http:PublicUrl", "an address such as https://city.example/");
        }

        IPNetwork[] proxies = [.. from.List("Http:TrustedProxies").Select(text => NetworkOf(text) ?? throw from.Fault("Http:TrustedProxies", "a list of IP addresses and networks such as 10.0.0.5, 10.1.0.0/16, not all addresses there are,"))];
        HttpSettings settings = new() { Address = address, Port = port, AllowedHosts = hosts, AnswerTimeout = answer, PublicUrl = url, TrustedProxies = proxies };
        if (hosts.Count == 0 && !settings.Loopback)
        {
            throw from.Fault("Http:AllowedHosts", "the names by which browsers may call this node, because Http:Address is not loopback,");
        }

        return settings with { AllowedHosts = [.. hosts.Count > 0 ? hosts : _loopbackNames, .. settings.OwnName] };
    }

    /// <summary>A network or one address; null when it is neither, or when it is every address: then anybody could say who they are.</summary>
    private static IPNetwork? NetworkOf(string text) =>
        IPNetwork.TryParse(text, out IPNetwork network) ? (network.PrefixLength > 0 ? network : null)
        : IPAddress.TryParse(text, out IPAddress? address) ? new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
        : null;
}
