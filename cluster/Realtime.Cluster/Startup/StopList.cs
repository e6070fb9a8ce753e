using System.Globalization;

namespace Realtime.Cluster.Startup;

/// <summary>
/// What has been started, to be stopped in the opposite order. Every part has its own limit, and one that fails or hangs does not keep
/// the others from stopping.
/// </summary>
public sealed class StopList(ILogger log) : IAsyncDisposable
{
    private readonly Stack<(string Part, TimeSpan Limit, Func<Task> Stop)> _parts = new();

    /// <summary>Adds a part that was just started.</summary>
    public void Add(string part, TimeSpan limit, Func<Task> stop) => _parts.Push((part, limit, stop));

    /// <summary>Stops everything; may be called again, then there is nothing left to do.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out (string Part, TimeSpan Limit, Func<Task> Stop) part))
        {
            try
            {
                await part.Stop().WaitAsync(part.Limit);
            }
            catch (Exception fault)
            {
                string why = fault is TimeoutException ? string.Create(CultureInfo.InvariantCulture, $"not within {part.Limit.TotalSeconds:0} s") : fault.Message;
                log.LogWarning("The {Part} did not stop cleanly: {Reason}", part.Part, why);
            }
        }
    }
}
