namespace Realtime.Cluster.Page;

/// <summary>How long a look at the city is good for everybody who asks the same.</summary>
public sealed record LookLifetime(TimeSpan Length);

/// <summary>
/// One look for everybody who asks the same question within a moment, so that a wall of screens costs the partitions as much as one. A question holds what its
/// caller may see, equal by content: nobody gets an answer to another sight. A look that failed is not kept.
/// </summary>
/// <param name="clock">For how long they are kept.</param>
/// <param name="lifetime">From the moment of asking.</param>
/// <param name="ask">Looks. It goes on when the caller who began it has left.</param>
public sealed class SharedLooks<TQuestion, TAnswer>(TimeProvider clock, LookLifetime lifetime, Func<TQuestion, CancellationToken, Task<TAnswer>> ask)
    where TQuestion : notnull
{
    private const int KeptMax = 64;

    /// <summary>No owner takes longer to answer.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly Dictionary<TQuestion, (DateTimeOffset Until, Task<TAnswer> Answer)> _looks = [];

    /// <summary>The answer of the last moment, or of a look that is under way, or a new one.</summary>
    public Task<TAnswer> GetAsync(TQuestion question)
    {
        lock (_lock)
        {
            DateTimeOffset now = clock.GetUtcNow();
            if (_looks.TryGetValue(question, out (DateTimeOffset Until, Task<TAnswer> Answer) look) && IsGood(look, now))
            {
                return look.Answer;
            }

            foreach (TQuestion old in _looks.Where(one => !IsGood(one.Value, now)).Select(one => one.Key).ToArray())
            {
                _looks.Remove(old);
            }

            Task<TAnswer> answer = Task.Run(() => AskAsync(question));
            if (_looks.Count < KeptMax)
            {
                _looks[question] = (now + lifetime.Length, answer);
            }

            return answer;
        }
    }

    private static bool IsGood((DateTimeOffset Until, Task<TAnswer> Answer) look, DateTimeOffset now) =>
        !look.Answer.IsCompleted || (look.Answer.IsCompletedSuccessfully && now < look.Until);

    private async Task<TAnswer> AskAsync(TQuestion question)
    {
        using CancellationTokenSource limit = new(_patience, clock);
        return await ask(question, limit.Token);
    }
}
