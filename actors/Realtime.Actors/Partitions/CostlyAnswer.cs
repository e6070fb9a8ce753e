namespace Realtime.Actors.Partitions;

/// <summary>
/// An answer for which every thing of a partition has to be looked at. It is kept for so long that such answers of all partitions together
/// cost no more than a twentieth of one processor, however often somebody asks; in a small city that is no time at all.
/// </summary>
/// <param name="partitions">Of the city.</param>
/// <param name="clock">To know what it costs.</param>
public sealed class CostlyAnswer<T>(int partitions, TimeProvider clock)
    where T : class
{
    private const int RestPerWork = 20;
    private T? _kept;
    private long _madeAt;
    private TimeSpan _holds;

    /// <summary>The answer that is kept, or a new one.</summary>
    public T Get(Func<T> make)
    {
        if (_kept is { } kept && clock.GetElapsedTime(_madeAt) < _holds)
        {
            return kept;
        }

        long begun = clock.GetTimestamp();
        T made = make();
        _kept = made;
        _madeAt = clock.GetTimestamp();
        _holds = clock.GetElapsedTime(begun, _madeAt) * RestPerWork * partitions;
        return made;
    }
}
