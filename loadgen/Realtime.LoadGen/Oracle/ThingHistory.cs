using Realtime.LoadGen.Ledger;

namespace Realtime.LoadGen.Oracle;

/// <summary>A row of a thing in the order of its log.</summary>
/// <param name="Offset">Place in the log.</param>
/// <param name="Index">Place in the frame.</param>
/// <param name="Line">What was sent.</param>
public readonly record struct HistoryRow(long Offset, int Index, LedgerLine Line)
{
    public DateTimeOffset Time => Line.Time!.Value;

    public bool Good => Line.Quality is null;
}

/// <summary>A heartbeat of the thing's channel in the thing's own partition.</summary>
public readonly record struct HistoryBeat(long Offset, DateTimeOffset Time, TimeSpan Interval);

/// <summary>Everything about one thing that the rules may look at.</summary>
/// <param name="Thing"><c>sensor/lk-hanwella</c>.</param>
/// <param name="Registration">The last registration; null = never registered.</param>
/// <param name="Rows">Rows in log order without those that were older than a row before them: these are stored, never evaluated.</param>
/// <param name="Beats">Heartbeats of its channel in log order.</param>
public sealed record ThingHistory(string Thing, LedgerLine? Registration, IReadOnlyList<HistoryRow> Rows, IReadOnlyList<HistoryBeat> Beats);
