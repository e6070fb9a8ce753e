using Realtime.Domain;
using Realtime.Replay.Plan;
using Realtime.Replay.Sending;

namespace Realtime.Integration.Tests.Cluster;

/// <summary>
/// Homes (and a gauge for every ten of them) that were all well when the whole city went down, and come back slowly after it is up again,
/// behind one channel per kind. One home, with a channel of its own, is really not watched any more: it proves that absence is still noticed.
/// </summary>
internal sealed class QuietHomes(int homes, ITelemetrySink sink) : IAsyncDisposable
{
    /// <summary>Event time of the last row before the city goes down.</summary>
    public static readonly DateTimeOffset Before = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Event time of the first heartbeat after it: longer than any limit.</summary>
    public static readonly DateTimeOffset After = Before.AddHours(26);

    /// <summary>Event time of the first heartbeat behind the rows of every home.</summary>
    public static readonly DateTimeOffset Back = After.AddMinutes(30);

    /// <summary>Event time at which the lonely home has not been watched for longer than its limit.</summary>
    public static readonly DateTimeOffset End = After.AddHours(26);

    public const string Lonely = "home-lonely";
    public const string LonelyChannel = "channel-lonely";
    public const string HomesChannel = "channel-homes";
    private const string GaugesChannel = "channel-gauges";

    private static readonly TimeSpan s_noViewing = TimeSpan.FromHours(24);
    private static readonly TimeSpan s_silence = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(10);

    private IEnumerable<string> Homes => Enumerable.Range(0, homes - 1).Select(number => $"home-{number}").Append(Lonely);

    private IEnumerable<string> Gauges => Enumerable.Range(0, homes / 10).Select(number => $"quiet-gauge-{number}");

    public ValueTask DisposeAsync() => sink is IAsyncDisposable owned ? owned.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>Everything is registered, watched and measured; then silence.</summary>
    public async Task LiveAsync()
    {
        foreach (Registration registration in Homes.Select(Home).Concat(Gauges.Select(Gauge)))
        {
            await sink.SendAsync(TelemetryRouter.RegistryRecord(registration, sink.Partitions, Before), default);
        }

        await RowsAsync(Homes, Before, watched: true);
        await LevelsAsync(Before);
        await BeatAsync(Before);
        await sink.FlushAsync(default);
    }

    /// <summary>The channels are back at once; gauges and homes, switched off, only shortly before they would count as silent.</summary>
    public async Task ComeBackAsync()
    {
        for (DateTimeOffset time = After; time < Back; time += s_step)
        {
            await BeatAsync(time);
        }

        await LevelsAsync(After.AddMinutes(25));
        await RowsAsync(Homes, After.AddMinutes(25), watched: false);
        await BeatAsync(Back);
        await sink.FlushAsync(default);
    }

    /// <summary>Of one home rows go on for more than a day, and nobody watches. Only its own channel goes on: about the others nothing is said.</summary>
    public async Task StayAwayAsync()
    {
        for (DateTimeOffset time = Back; time <= End; time += s_step)
        {
            await RowsAsync([Lonely], time, watched: false);
            await BeatAsync(time, ThingKind.Household, LonelyChannel);
        }

        await sink.FlushAsync(default);
    }

    private static Registration Home(string id) => new()
    {
        Key = new ThingKey(ThingKind.Household, id),
        Name = id,
        Source = ChannelOf(id),
        NoViewingLimit = s_noViewing,
        DeviceSilentLimit = TimeSpan.FromMinutes(30),
    };

    private static Registration Gauge(string id) => new()
    {
        Key = new ThingKey(ThingKind.Sensor, id),
        Name = id,
        Source = GaugesChannel,
        SilenceLimit = s_silence,
    };

    private static string ChannelOf(string home) => home == Lonely ? LonelyChannel : HomesChannel;

    private async Task RowsAsync(IEnumerable<string> ids, DateTimeOffset time, bool watched)
    {
        foreach (string id in ids)
        {
            await SendAsync(new HouseholdReading { ThingId = id, Time = time, Source = ChannelOf(id), PowerW = watched ? 90 : 1 });
        }
    }

    private async Task LevelsAsync(DateTimeOffset time)
    {
        foreach (string id in Gauges)
        {
            await SendAsync(new SensorReading { ThingId = id, Time = time, Source = GaugesChannel, Type = SensorType.RiverLevel, Value = 0.4 });
        }
    }

    private ValueTask<int> SendAsync(Reading reading) =>
        TelemetryRouter.SendAsync(sink, new PlannedItem { Time = reading.Time, Kind = reading.Kind, Reading = reading }, reading.Time, default);

    private async Task BeatAsync(DateTimeOffset time)
    {
        await BeatAsync(time, ThingKind.Household, HomesChannel);
        await BeatAsync(time, ThingKind.Household, LonelyChannel);
        await BeatAsync(time, ThingKind.Sensor, GaugesChannel);
    }

    // By the receiving clock it may be quiet for an hour: the test does not play in the channels' own speed.
    private async Task BeatAsync(DateTimeOffset time, ThingKind kind, string channel)
    {
        ChannelBeat beat = new() { ChannelId = channel, Time = time, ExpectedInterval = s_step, ArrivalInterval = TimeSpan.FromHours(1) };
        await TelemetryRouter.SendAsync(sink, new PlannedItem { Time = time, Kind = kind, Beat = beat }, time, default);
    }
}
