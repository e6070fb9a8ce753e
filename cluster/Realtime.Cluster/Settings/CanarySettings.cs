namespace Realtime.Cluster.Settings;

/// <summary>The dead-man's switch.</summary>
public sealed record CanarySettings
{
    /// <summary><c>Canary:Seconds</c>: interval at which a canary is sent through every partition; 0 = none. Default 30 s.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>
    /// <c>Canary:PingUrl</c>: address outside that is called once per interval while every canary comes out, and that tells somebody when the
    /// calls stop. Secret, because such addresses carry their key. Default empty = none.
    /// </summary>
    public required Uri? PingUrl { get; init; }

    public static CanarySettings Read(SettingReader from)
    {
        string url = from.Secret("Canary:PingUrl");
        bool valid = Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https";
        return url.Length == 0 || valid
            ? new CanarySettings { Interval = from.Seconds("Canary:Seconds", 30, 0, 3600), PingUrl = valid ? address : null }
            : throw new Startup.StartException("The setting Canary:PingUrl is not an address such as https://example.org/ping/key.");
    }
}
