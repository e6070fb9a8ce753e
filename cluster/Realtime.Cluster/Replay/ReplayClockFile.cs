using System.Globalization;
using System.Text.Json;
using Realtime.Cluster.Startup;
using Realtime.Replay.Plan;
using Realtime.Replay.Recordings;

namespace Realtime.Cluster.Replay;

/// <summary>
/// Keeps the common start of the recordings over restarts: another start would give other event times and other alert ids,
/// and the stores would hold the same flood twice. Format: <c>{"start":"2025-11-20T03:00:00+00:00"}</c>.
/// </summary>
public static class ReplayClockFile
{
    private const string Name = "replay.json";

    /// <summary>The start of an earlier run, else a new one that is written down.</summary>
    /// <exception cref="StartException">The file does not hold a start.</exception>
    public static ReplayClock Open(string directory, IReadOnlyCollection<Recording> recordings, TimeProvider time)
    {
        string path = Path.Combine(directory, Name);
        if (File.Exists(path))
        {
            return new ReplayClock(Read(path));
        }

        ReplayClock clock = ReplayClock.EndingBefore(time.GetUtcNow(), recordings);
        string text = JsonSerializer.Serialize(new Dictionary<string, string> { ["start"] = clock.Start.ToString("O", CultureInfo.InvariantCulture) });
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
        return clock;
    }

    private static DateTimeOffset Read(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
            return DateTimeOffset.Parse(document.RootElement.GetProperty("start").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentNullException)
        {
            throw new StartException($"The file {path} does not hold the start of the replay: start over with --fresh.", fault);
        }
    }
}
