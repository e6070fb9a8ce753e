using System.CommandLine;
using Realtime.Replay;
using Realtime.Replay.Plan;
using Realtime.Replay.Recordings;
using Realtime.Replay.Sending;

namespace Realtime.LoadGen.Commands;

/// <summary><c>loadgen replay</c>: recorded cities through Kafka at any speed.</summary>
internal sealed class ReplayCommand
{
    private readonly CommonOptions _common = new();

    private readonly Option<DirectoryInfo> _recordings = new("--recordings")
    {
        Description = "Directory with the folders nanao, srilanka and tracebase, or some of them.",
        HelpName = "dir",
        Required = true,
    };

    private readonly Option<string[]> _only = new("--only")
    {
        Description = "Only these recordings or folders, for example nanao,tracebase-tv-lcd-b80e51.",
        HelpName = "name,..",
        CustomParser = argument => [.. argument.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
    };

    private readonly Option<ReplaySpeed> _speed = new("--speed")
    {
        Description = "Recorded seconds per second, or max.",
        HelpName = "factor|max",
        CustomParser = Quantities.Speed,
        DefaultValueFactory = _ => ReplaySpeed.Times(3600),
    };

    private readonly Option<DateTimeOffset?> _start = new("--start")
    {
        Description = "Event time of every recording's first row (ISO 8601); the same in every run that goes on. Default: so that the longest recording ends now.",
        HelpName = "instant",
        CustomParser = Quantities.Instant,
    };

    private readonly Option<double> _noViewingHours = new("--no-viewing-hours")
    {
        Description = "Hours without viewing after which a household is an alert.",
        DefaultValueFactory = _ => 24,
    };

    private readonly Option<long?> _aheadMax = new("--ahead-max")
    {
        Description = $"Hold a recording back while it is this many rows ahead of what the product has stored (needs --api; at least {BoundedLeadSink.RowsAheadMin}).",
        HelpName = "rows",
    };

    private ReplayCommand()
    {
    }

    public static Command Create()
    {
        ReplayCommand options = new();
        Command command = new("replay", "Replays recorded telemetry: each recording is one channel with registrations, rows and heartbeats.")
        {
            options._recordings, options._only, options._speed, options._start, options._noViewingHours, options._aheadMax,
        };
        options._common.AddTo(command);
        options._noViewingHours.Validators.Add(result =>
        {
            if (!(result.GetValueOrDefault<double>() is > 0 and <= 8760))
            {
                result.AddError("--no-viewing-hours must be more than 0 and at most 8760.");
            }
        });
        command.SetAction(options.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        SendSettings settings = _common.Read(parsed);
        IReadOnlyList<Recording> recordings;
        try
        {
            RecordingOptions recording = new() { NoViewingLimit = TimeSpan.FromHours(parsed.GetValue(_noViewingHours)) };
            recordings = RecordingCatalog.Bundled().Load(parsed.GetRequiredValue(_recordings).FullName, recording, parsed.GetValue(_only));
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or ArgumentException or UnauthorizedAccessException)
        {
            await settings.Error.WriteLineAsync(fault.Message);
            return ExitCodes.Usage;
        }

        ReplayOptions options = new()
        {
            Clock = parsed.GetValue(_start) is { } start ? new ReplayClock(start) : ReplayClock.EndingBefore(TimeProvider.System.GetUtcNow(), recordings),
            Speed = parsed.GetValue(_speed),
        };
        await PrintAsync(settings.Output, recordings, options);
        return await SendRun.RunAsync(settings, (sink, gate) => Job(recordings, options, Bounded(sink, gate, parsed.GetValue(_aheadMax)), gate), cancellation);
    }

    private static ITelemetrySink Bounded(ITelemetrySink sink, IReplayGate gate, long? aheadMax) =>
        aheadMax is { } rows && gate != OpenReplayGate.Instance ? new BoundedLeadSink(sink, gate, rows, TimeProvider.System) : sink;

    private static SendJob Job(IReadOnlyList<Recording> recordings, ReplayOptions options, ITelemetrySink sink, IReplayGate gate)
    {
        Replayer replayer = new(recordings, options, sink, gate, TimeProvider.System);
        return new SendJob(replayer.RunAsync, () => replayer.Progress);
    }

    private static async Task PrintAsync(TextWriter output, IReadOnlyList<Recording> recordings, ReplayOptions options)
    {
        await output.WriteLineAsync($"start {options.Clock.Start:yyyy-MM-ddTHH:mm:sszzz}, speed {options.Speed}");
        foreach (Recording recording in recordings)
        {
            await output.WriteLineAsync($"{recording.Name}: {recording.RowCount} rows of {recording.Registrations.Count} things. {recording.Credit}");
        }
    }
}
