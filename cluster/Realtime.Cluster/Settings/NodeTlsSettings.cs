namespace Realtime.Cluster.Settings;

/// <summary>How nodes know each other: every connection between them is TLS in which both sides show a certificate of one authority.</summary>
public sealed record NodeTlsSettings
{
    /// <summary><c>Node:Tls:Certificate</c>: PEM file with this node's certificate, names of <c>Node:PublicHost</c> in it. Default empty = no TLS between nodes.</summary>
    public required string CertificateFile { get; init; }

    /// <summary><c>Node:Tls:Key</c>: PEM file with its private key, not encrypted; readable by the node's user only.</summary>
    public required string KeyFile { get; init; }

    /// <summary><c>Node:Tls:Authority</c>: PEM file with the authority that signs nodes' certificates, and nothing else: the machine's own authorities do not count here.</summary>
    public required string AuthorityFile { get; init; }

    /// <summary>
    /// <c>Node:Tls:Peers</c>: host names that may connect; a certificate has to be for one of them. Default: the hosts of Node:SeedNodes and
    /// Node:PublicHost. Names such as <c>*.realtime.svc</c> are not taken: they would admit whatever the authority signs there.
    /// </summary>
    public required IReadOnlyList<string> Peers { get; init; }

    /// <summary>Null when no certificate is set.</summary>
    /// <exception cref="Startup.StartException">Only some of the three files are set, or a peer is no host name.</exception>
    public static NodeTlsSettings? Read(SettingReader from)
    {
        NodeTlsSettings settings = new()
        {
            CertificateFile = from.Text("Node:Tls:Certificate", ""),
            KeyFile = from.Text("Node:Tls:Key", ""),
            AuthorityFile = from.Text("Node:Tls:Authority", ""),
            Peers = from.List("Node:Tls:Peers"),
        };
        (string Key, string File)[] files = [("Node:Tls:Certificate", settings.CertificateFile), ("Node:Tls:Key", settings.KeyFile), ("Node:Tls:Authority", settings.AuthorityFile)];
        if (files.All(one => one.File.Length == 0))
        {
            return null;
        }

        if (files.FirstOrDefault(one => one.File.Length == 0).Key is { } missing)
        {
            throw from.Fault(missing, "a PEM file, because TLS between nodes needs certificate, key and authority,");
        }

        return settings.Peers.All(name => Uri.CheckHostName(name) != UriHostNameType.Unknown)
            ? settings
            : throw from.Fault("Node:Tls:Peers", "a list of host names or IP addresses without wildcards");
    }
}
