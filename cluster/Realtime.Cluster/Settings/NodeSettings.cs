namespace Realtime.Cluster.Settings;

/// <summary>What a node is for.</summary>
public enum NodeEnvironment
{
    /// <summary>Trying things out on one machine.</summary>
    Development,

    /// <summary>People rely on it: open or insecure settings are refused.</summary>
    Production,
}

/// <summary>The node itself.</summary>
public sealed record NodeSettings
{
    /// <summary><c>Node:DataDirectory</c>: where the embedded stores lie. Default <c>data</c>, below the working directory.</summary>
    public required string DataDirectory { get; init; }

    /// <summary><c>Node:TimeZone</c>: IANA name of the municipality's zone, for every time people read. Default <c>Asia/Tokyo</c>.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary><c>Node:ProgressSeconds</c>: seconds between two progress lines. Default 5 s.</summary>
    public required TimeSpan ProgressInterval { get; init; }

    /// <summary><c>Node:Host</c>: address by which other nodes reach this one. Default 127.0.0.1.</summary>
    public required string Host { get; init; }

    /// <summary><c>Node:Port</c>: TCP port for other nodes; 0 = any free one. Default 0.</summary>
    public required int Port { get; init; }

    /// <summary><c>Node:PublicHost</c>: address other nodes are told, when a gateway or a container's network stands between. Default Node:Host.</summary>
    public required string PublicHost { get; init; }

    /// <summary><c>Node:PublicPort</c>: port other nodes are told; 0 = the one this node listens on. Default 0.</summary>
    public required int PublicPort { get; init; }

    /// <summary>
    /// <c>Node:SeedNodes</c>: addresses such as <c>akka.tcp://realtime@host:5055</c>, with TLS <c>akka.ssl.tcp://realtime@host:5055</c>. Default none:
    /// this node is the whole cluster.
    /// </summary>
    public required IReadOnlyList<string> SeedNodes { get; init; }

    /// <summary><c>Node:LogLevel</c>: least severity of lines on standard error: Trace, Debug, Information, Warning, Error. Default Warning.</summary>
    public required LogLevel LogLevel { get; init; }

    /// <summary><c>Node:Environment</c>: Development or Production. Default: Development while only this machine can ask (Http:Address), else Production.</summary>
    public required NodeEnvironment Environment { get; init; }

    /// <summary><c>Node:Tls:...</c>: certificates between nodes. Null = none.</summary>
    public required NodeTlsSettings? Tls { get; init; }

    public static NodeSettings Read(SettingReader from) => new()
    {
        DataDirectory = Path.GetFullPath(NotEmpty(from, "Node:DataDirectory", "data", "a directory")),
        TimeZone = Zone(from, "Node:TimeZone"),
        Host = Name(from, "Node:Host", "127.0.0.1"),
        Port = from.Whole("Node:Port", 0, 0, 65_535),
        PublicHost = Name(from, "Node:PublicHost", from.Text("Node:Host", "127.0.0.1")),
        PublicPort = from.Whole("Node:PublicPort", 0, 0, 65_535),
        SeedNodes = from.List("Node:SeedNodes"),
        Tls = NodeTlsSettings.Read(from),
        ProgressInterval = from.Seconds("Node:ProgressSeconds", 5, 0.1, 3600),
        LogLevel = from.Choice("Node:LogLevel", LogLevel.Warning),
        Environment = from.Choice("Node:Environment", HttpSettings.IsLoopback(from.Text("Http:Address", "localhost")) ? NodeEnvironment.Development : NodeEnvironment.Production),
    };

    private static string NotEmpty(SettingReader from, string key, string fallback, string expected)
    {
        string text = from.Text(key, fallback);
        return text.Length > 0 ? text : throw from.Fault(key, expected);
    }

    private static string Name(SettingReader from, string key, string fallback)
    {
        string text = from.Text(key, fallback);
        return Uri.CheckHostName(text) != UriHostNameType.Unknown ? text : throw from.Fault(key, "a host name or an IP address of this machine");
    }

    private static TimeZoneInfo Zone(SettingReader from, string key)
    {
        string name = from.Text(key, "Asia/Tokyo");
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? zone))
        {
            return zone;
        }

        // Japan has had one offset and no summer time since 1952 (IANA tz database, file asia), so the default needs no zone data on the machine.
        return name == "Asia/Tokyo"
            ? TimeZoneInfo.CreateCustomTimeZone(name, TimeSpan.FromHours(9), name, "JST")
            : throw from.Fault(key, "the IANA name of a time zone this machine knows");
    }
}
