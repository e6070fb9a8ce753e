using System.CommandLine;
using Realtime.Domain;
using Realtime.LoadGen.City;
using Realtime.Replay;
using Realtime.Replay.Sending;

namespace Realtime.LoadGen.Commands;

/// <summary><c>loadgen city</c>: a synthetic city of any size at a constant rate.</summary>
internal sealed class CityCommand
{
    private readonly CommonOptions _common = new();

    private readonly Option<int> _things = new("--things") { Description = "Number of things: 40 % gauges, 40 % households, 10 % shelters, 10 % vehicles.", Required = true };

    private readonly Option<double> _rate = new("--rate")
    {
        Description = "Readings per second, open loop: the schedule does not wait for the receiver.",
        HelpName = "N/s",
        CustomParser = Quantities.Rate,
        Required = true,
    };

    private readonly Option<TimeSpan> _duration = new("--duration")
    {
        Description = "Length of the run; the number of rounds in which every thing reports once follows from it.",
        HelpName = "60s|5m|1h",
        CustomParser = Quantities.Duration,
        Required = true,
    };

    private readonly Option<ulong> _seed = new("--seed") { Description = "The same seed, size, rate, duration and start make the same city.", Required = true };

    private readonly Option<DateTimeOffset?> _start = new("--start")
    {
        Description = "Event time of the first round (ISO 8601). Default: so that the last round ends now.",
        HelpName = "instant",
        CustomParser = Quantities.Instant,
    };

    private readonly Option<int> _frames = new("--frames")
    {
        Description = "Gauges send through gateways, this many readings to a frame; they then have no silence rule.",
        HelpName = "K",
        DefaultValueFactory = _ => 1,
    };

    private CityCommand()
    {
    }

    public static Command Create()
    {
        CityCommand options = new();
        Command command = new("city", "Sends a synthetic city: floods, households with and without viewing, shelters that fill, vehicles, silences.")
        {
            options._things, options._rate, options._duration, options._seed, options._start, options._frames,
        };
        options._common.AddTo(command);
        AddRange(options._things, 1, 10_000_000);
        AddRange(options._frames, 1, Limits.FrameReadingsMax);
        command.SetAction(options.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        SendSettings settings = _common.Read(parsed);
        CitySpec spec = SpecOf(parsed);
        await settings.Output.WriteLineAsync(
            $"synthetic city: {spec.Things} things, {spec.Rounds} rounds, seed {spec.Seed}, start {spec.Start:yyyy-MM-ddTHH:mm:sszzz}, event time at {spec.Speed}");
        CityPlan plan = new(spec);
        return await SendRun.RunAsync(settings, (sink, gate) => Job(plan, spec, sink, gate), cancellation);
    }

    private CitySpec SpecOf(ParseResult parsed)
    {
        int things = parsed.GetValue(_things);
        double rate = parsed.GetValue(_rate);
        TimeSpan duration = parsed.GetValue(_duration);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        DateTimeOffset latest = now - CitySpec.RoundsOf(things, rate, duration) * CitySpec.Round;
        return new CitySpec
        {
            Things = things,
            RatePerSecond = rate,
            Duration = duration,
            Seed = parsed.GetValue(_seed),
            Start = parsed.GetValue(_start) ?? new DateTimeOffset(latest.Ticks - latest.Ticks % TimeSpan.TicksPerMinute, TimeSpan.Zero),
            FrameReadings = parsed.GetValue(_frames),
        };
    }

    private static SendJob Job(CityPlan plan, CitySpec spec, ITelemetrySink sink, IReplayGate gate)
    {
        ScheduledSender sender = new(sink, gate, spec.Speed, TimeProvider.System);
        return new SendJob(RunAsync, () => sender.Progress);

        async Task RunAsync(CancellationToken cancellation)
        {
            await sender.RegisterAsync([.. plan.Registrations()], cancellation);
            await sender.SendAsync(plan.Items(), spec.Start, (long)spec.Rounds * spec.Things, cancellation);
        }
    }

    private static void AddRange(Option<int> option, int min, int max) => option.Validators.Add(result =>
    {
        int value = result.GetValueOrDefault<int>();
        if (value < min || value > max)
        {
            result.AddError($"{option.Name} must be from {min} to {max}.");
        }
    });
}
