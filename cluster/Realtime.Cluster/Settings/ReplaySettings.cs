using Realtime.Replay.Plan;

namespace Realtime.Cluster.Settings;

/// <summary>The recorded city.</summary>
public sealed record ReplaySettings
{
    /// <summary><c>Replay:Enabled</c>: whether the bundled recordings are played. Default true with the embedded broker, false with a real one: recordings must not get into a city's log unasked.</summary>
    public required bool Enabled { get; init; }

    /// <summary><c>Replay:Speed</c>: recorded seconds per second, or <c>max</c>. Default 3600: one hour per second.</summary>
    public required ReplaySpeed Speed { get; init; }

    /// <summary><c>Replay:Directory</c>: where the recordings lie. Default: <c>recordings</c> beside the program.</summary>
    public required string Directory { get; init; }

    public static ReplaySettings Read(SettingReader from, bool embeddedBroker) => new()
    {
        Enabled = from.Flag("Replay:Enabled", embeddedBroker),
        Speed = ReplaySpeed.TryParse(from.Text("Replay:Speed", "3600"), out ReplaySpeed speed) ? speed : throw from.Fault("Replay:Speed", "a number above 0, or max,"),
        Directory = Path.GetFullPath(from.Text("Replay:Directory", Path.Combine(AppContext.BaseDirectory, "recordings"))),
    };
}
