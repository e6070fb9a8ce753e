namespace Realtime.Cluster.Settings;

/// <summary>The recorded city.</summary>
public sealed record ReplaySettings
{
    /// <summary><c>Replay:Enabled</c>: whether the bundled recordings are played. Default true with the embedded broker, false with a real one: recordings must not get into a city's log unasked.</summary>
    public required bool Enabled { get; init; }

    /// <summary><c>Replay:Speed</c>: recorded seconds per second. Default 3600: one hour per second.</summary>
    public required double Speed { get; init; }

    /// <summary><c>Replay:Directory</c>: where the recordings lie. Default: <c>recordings</c> beside the program.</summary>
    public required string Directory { get; init; }

    public static ReplaySettings Read(SettingReader from, bool embeddedBroker) => new()
    {
        Enabled = from.Flag("Replay:Enabled", embeddedBroker),
        Speed = from.Number("Replay:Speed", 3600, 0.001, 1e9),
        Directory = Path.GetFullPath(from.Text("Replay:Directory", Path.Combine(AppContext.BaseDirectory, "recordings"))),
    };
}
