using Akka.Actor;

namespace Realtime.Actors.Desk;

/// <summary>
/// Records that something is done. Nobody waits for them, and after a crash what they stand for is only done again under the same id; so they
/// are gathered for a moment and stored together: an event of its own for each costs as much as taking an alert over.
/// </summary>
public sealed partial class AlertDesk
{
    private static readonly TimeSpan _gatherMarksFor = TimeSpan.FromMilliseconds(50);
    private readonly List<(DeskEvent Done, Action Then)> _marks = [];

    private sealed record StoreMarks
    {
        public static readonly StoreMarks Instance = new();
    }

    /// <summary>Stores the event soon, and does then what has to follow.</summary>
    private void Mark(DeskEvent done, Action then)
    {
        if (_marks.Count == 0)
        {
            Timers.StartSingleTimer("marks", StoreMarks.Instance, _gatherMarksFor);
        }

        _marks.Add((done, then));
    }

    private void StoreGatheredMarks()
    {
        if (_marks.Count == 0)
        {
            return;
        }

        Queue<Action> then = new(_marks.Select(mark => mark.Then));
        DeskEvent[] done = [.. _marks.Select(mark => mark.Done)];
        _marks.Clear();
        PersistAllAsync(done, stored =>
        {
            Applied(stored);
            then.Dequeue()();
        });
    }

    /// <summary>Stops when everything that is done is recorded.</summary>
    private void StopInOrder()
    {
        StoreGatheredMarks();
        DeferAsync(StopDesk.Instance, _ => Context.Stop(Self));
    }
}
