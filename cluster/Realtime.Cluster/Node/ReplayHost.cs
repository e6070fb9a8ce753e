using System.Globalization;
using Realtime.Actors.City;
using Realtime.Cluster.Replay;
using Realtime.Cluster.Settings;
using Realtime.Cluster.Startup;
using Realtime.Replay;
using Realtime.Replay.Plan;
using Realtime.Replay.Recordings;
using Realtime.Replay.Sending;

namespace Realtime.Cluster.Node;

/// <summary>Plays the recorded city into the log of this node.</summary>
public sealed class ReplayHost
{
    private readonly ReplayOptions _options;

    private ReplayHost(IReadOnlyList<Recording> recordings, ReplayOptions options)
    {
        Recordings = recordings;
        _options = options;
    }

    public IReadOnlyList<Recording> Recordings { get; }

    /// <summary>For example <c>3600 recorded seconds per second</c>.</summary>
    public string SpeedInWords => _options.Speed.IsMax
        ? "as fast as the node takes them"
        : string.Create(CultureInfo.InvariantCulture, $"{_options.Speed.Factor} recorded seconds per second");

    /// <summary>Reads the recordings; changes nothing.</summary>
    /// <exception cref="StartException">There are none, or one cannot be understood.</exception>
    public static IReadOnlyList<Recording> Read(ReplaySettings settings)
    {
        try
        {
            return RecordingCatalog.Bundled().Load(settings.Directory);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new StartException($"The recordings cannot be read ({fault.Message.TrimEnd('.')}): check Replay:Directory or use --no-replay.", fault);
        }
    }

    /// <summary>Fixes the recordings' common start, or takes over the one of an earlier run.</summary>
    /// <exception cref="StartException">The file with the start makes no sense.</exception>
    public static ReplayHost Open(IReadOnlyList<Recording> recordings, ReplaySettings settings, string dataDirectory, TimeProvider clock) => new(
        recordings, new ReplayOptions { Clock = ReplayClockFile.Open(dataDirectory, recordings, clock), Speed = settings.Speed });

    /// <summary>Two lines per source: what it is and whose data it is.</summary>
    public IEnumerable<string> Describe() => Recordings
        .GroupBy(recording => recording.Credit)
        .Select(group => $"  {string.Join(", ", group.Select(recording => recording.Name))}\n    {group.Key}");

    /// <summary>Plays to the end or until cancelled; a fault is said aloud and the node goes on without a replay.</summary>
    public async Task RunAsync(KafkaEndpoint kafka, ICity city, TextWriter output, ILogger log, TimeProvider clock, CancellationToken cancellation)
    {
        try
        {
            await using KafkaTelemetrySink sink = await KafkaTelemetrySink.ConnectAsync(
                new KafkaSinkSettings { BootstrapServers = kafka.Settings.BootstrapServers, Properties = kafka.Settings.Properties }, clock, cancellation: cancellation);
            await new Replayer(Recordings, _options, sink, new CityReplayGate(city, clock), clock).RunAsync(cancellation);
            output.WriteLine("The replay has reached the end of its recordings. The node goes on; --fresh plays them again.");
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The node stops; the next start goes on from what is stored.
        }
        catch (Exception fault)
        {
            log.LogError(fault, "The replay ended early");
        }
    }
}
