using Realtime.Domain;
using Realtime.Replay;
using Realtime.Replay.Plan;
using Realtime.Replay.Sending;

namespace Realtime.LoadGen.City;

/// <summary>
/// The set of one registered household, by rows of its own: what it did over the last hours, sent at once with the times at which it did it,
/// and then a row every few seconds. So nobody has to wait a day for an alert about a day, and no time is a wrong one.
/// </summary>
internal sealed class OneHome(ITelemetrySink sink, TimeProvider clock, string id, string channel)
{
    /// <summary>Between rows of the past; a set that is silent for ten minutes would count as not seen.</summary>
    private static readonly TimeSpan _pastEvery = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan _nowEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _arrives = TimeSpan.FromMinutes(1);
    private long _rows;

    public ReplayProgress Progress { get; private set; } = ReplayProgress.Nothing;

    /// <summary>Used <paramref name="ago"/> and not since.</summary>
    public async Task FallSilentAsync(TimeSpan ago, CancellationToken cancellation)
    {
        DateTimeOffset now = Now();
        bool viewing = true;
        for (DateTimeOffset time = now - ago; time < now; time += _pastEvery)
        {
            await RowAsync(time, viewing, cancellation);
            viewing = false;
        }
    }

    /// <summary>A row every few seconds until it is cancelled, the first one at once; at the end the channel says that it ends on purpose.</summary>
    /// <param name="viewing">Somebody watches.</param>
    /// <param name="rows">So many rows; null = without end.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task GoOnAsync(bool viewing, int? rows, CancellationToken cancellation)
    {
        using PeriodicTimer timer = new(_nowEvery, clock);
        try
        {
            for (int i = 1; ; i++)
            {
                await RowAsync(Now(), viewing, cancellation);
                await sink.FlushAsync(cancellation);
                if (i == rows)
                {
                    break;
                }

                await timer.WaitForNextTickAsync(cancellation);
            }
        }
        finally
        {
            await BeatAsync(Progress.EventTime ?? Now(), closed: true, CancellationToken.None);
            await sink.FlushAsync(CancellationToken.None);
        }
    }

    private async Task RowAsync(DateTimeOffset time, bool viewing, CancellationToken cancellation)
    {
        PlannedItem row = new() { Time = time, Kind = ThingKind.Household, Reading = new HouseholdReading { ThingId = id, Time = time, Viewing = viewing, Source = channel } };
        await TelemetryRouter.SendAsync(sink, row, clock.GetUtcNow(), cancellation);
        await BeatAsync(time, closed: false, cancellation);
        Progress = new ReplayProgress(++_rows, _rows, time, TimeSpan.Zero, TimeSpan.Zero, Finished: false);
    }

    /// <summary>The channel's word that nothing older is missing, behind the row.</summary>
    private async Task BeatAsync(DateTimeOffset time, bool closed, CancellationToken cancellation)
    {
        ChannelBeat beat = new() { ChannelId = channel, Time = time, ExpectedInterval = _pastEvery, ArrivalInterval = _arrives, Covers = $"household {id}", Closed = closed };
        await TelemetryRouter.SendAsync(sink, new PlannedItem { Time = time, Kind = ThingKind.Household, Beat = beat }, clock.GetUtcNow(), cancellation);
    }

    /// <summary>In whole milliseconds, as records carry it.</summary>
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
}
