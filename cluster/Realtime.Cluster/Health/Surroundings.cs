using Confluent.Kafka;
using Npgsql;
using Realtime.Cluster.Settings;
using Realtime.Cluster.Startup;
using Realtime.Streams.Kafka;

namespace Realtime.Cluster.Health;

/// <summary>
/// Looks every few seconds at what the node depends on: the broker and its topics, the journal and its size, the disk, the clock. It tells
/// metrics and, at each change, the log; nothing in the node waits for it, because whoever needs something notices by itself.
/// </summary>
public sealed class Surroundings(RealtimeSettings settings, TopicWatch topics, CheckedClock clock, TimeProvider own, ILogger log) : IAsyncDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(10);

    private readonly JournalProbe _journal = new(settings.Journal);
    private readonly Dictionary<string, string> _faults = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _looking = Task.CompletedTask;

    /// <summary>Begins to look.</summary>
    public void Start()
    {
        SurroundingsMetrics.Show(own);
        RuntimeMetrics.Show();
        _looking = Task.Run(async () =>
        {
            while (!_stop.IsCancellationRequested)
            {
                await LookAsync();
                await Task.Delay(_interval, own, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        });
    }

    /// <summary>One look at everything; never throws for what it finds.</summary>
    public async Task LookAsync()
    {
        string broker = await Task.Run(Broker);
        string journal = await _journal.FaultAsync(_stop.Token);
        Say("broker", broker);
        Say("journal", journal);
        SurroundingsMetrics.DependencyUp.WithLabels("journal").Set(journal.Length == 0 ? 1 : 0);
        if (journal.Length == 0)
        {
            await MeasureJournalAsync();
            Say("clock", await ClockAsync());
        }

        Say("disk", Disk());
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _looking;
        _stop.Dispose();
        topics.Dispose();
    }

    private string Broker()
    {
        try
        {
            IReadOnlyList<string> faults = topics.Faults();
            SurroundingsMetrics.DependencyUp.WithLabels("broker").Set(1);
            SurroundingsMetrics.TopicsWrong.Set(faults.Count);
            Say("topics", faults.Count == 0 ? "" : $"{string.Join("; ", faults)}: things whose partition nobody reads are not looked after");
            return "";
        }
        catch (KafkaException fault)
        {
            SurroundingsMetrics.DependencyUp.WithLabels("broker").Set(0);
            return $"the broker does not answer ({fault.Error.Reason})";
        }
    }

    private async Task MeasureJournalAsync()
    {
        try
        {
            SurroundingsMetrics.JournalBytes.Set(await _journal.BytesAsync(_stop.Token));
        }
        catch (Exception fault) when (fault is NpgsqlException or IOException or OperationCanceledException)
        {
            log.LogDebug("the size of the journal is not known: {Reason}", fault.Message);
        }
    }

    private async Task<string> ClockAsync()
    {
        if (settings.Journal.Provider == JournalProvider.Sqlite)
        {
            SurroundingsMetrics.ClockOffset.WithLabels("database").Set(0); // Its clock is ours; Prometheus compares it with its own.
            return "";
        }

        try
        {
            if (await new ClockProbe(settings.Journal.ConnectionString, own).OffsetAsync(_stop.Token) is { } offset)
            {
                clock.Compared(offset);
                SurroundingsMetrics.ClockOffset.WithLabels("database").Set(offset.TotalSeconds);
                return offset.Duration() > CheckedClock.ToleratedMax ? $"this machine's clock and the database's differ by {Math.Round(offset.Duration().TotalSeconds)} s; the later one is used" : "";
            }
        }
        catch (Exception fault) when (fault is NpgsqlException or OperationCanceledException)
        {
            log.LogDebug("the database's clock is not known: {Reason}", fault.Message);
        }

        return _faults.GetValueOrDefault("clock", ""); // No answer is no news.
    }

    private string Disk()
    {
        try
        {
            DiskRoom room = DiskRoom.Of(settings.Node.DataDirectory);
            SurroundingsMetrics.DiskFree.Set(room.FreeBytes);
            SurroundingsMetrics.DiskSize.Set(room.SizeBytes);
            return room.Fault(settings.Node.DataDirectory);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return $"the disk of {settings.Node.DataDirectory} cannot be asked ({fault.Message})";
        }
    }

    /// <summary>Says what changed, once.</summary>
    private void Say(string what, string fault)
    {
        bool known = _faults.TryGetValue(what, out string? before);
        _faults[what] = fault;
        if (fault.Length > 0 && fault != before)
        {
            log.LogWarning("Surroundings, {What}: {Fault}", what, fault);
        }
        else if (fault.Length == 0 && known && before!.Length > 0)
        {
            log.LogWarning("Surroundings, {What}: in order again", what);
        }
    }
}
