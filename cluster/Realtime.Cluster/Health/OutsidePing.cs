using Prometheus;
using Realtime.Domain;

namespace Realtime.Cluster.Health;

/// <summary>
/// Calls an address outside while the product works. The watcher there needs to know nothing but the interval: when the calls stop, for
/// whatever reason (product, machine, network, power), it tells somebody.
/// </summary>
public sealed class OutsidePing(Uri? address, HttpMessageHandler handler, ILogger log) : IDisposable
{
    private static readonly TimeSpan _answerMax = TimeSpan.FromSeconds(10);

    // A series that begins with its first increment has no rate: the first call that failed would be seen by nobody.
    private readonly Counter _pings = FromZero(Prometheus.Metrics.CreateCounter(MetricNames.CanaryPings, "Calls to the watcher outside.", "outcome"));

    private readonly HttpClient _client = new(handler) { Timeout = _answerMax };

    /// <summary>One call; nothing when there is no address. Never throws: that nobody hears us is for the watcher to say.</summary>
    public async Task CallAsync(CancellationToken cancellation)
    {
        if (address is null)
        {
            return;
        }

        try
        {
            using HttpResponseMessage answer = await _client.PostAsync(address, content: null, cancellation);
            Count(answer.IsSuccessStatusCode, $"status {(int)answer.StatusCode}");
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            Count(false, "no answer");
        }
    }

    public void Dispose() => _client.Dispose();

    private static Counter FromZero(Counter pings)
    {
        pings.WithLabels("accepted");
        pings.WithLabels("failed");
        return pings;
    }

    private void Count(bool accepted, string answer)
    {
        _pings.WithLabels(accepted ? "accepted" : "failed").Inc();
        if (!accepted)
        {
            log.LogWarning("The watcher outside did not take the call ({Answer})", answer); // Without the address, which is a key.
        }
    }
}
