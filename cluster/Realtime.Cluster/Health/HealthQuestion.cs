using Realtime.Cluster.Settings;

namespace Realtime.Cluster.Health;

/// <summary>Asks the node on this machine whether it answers, for images without a shell and curl (<c>--health</c>).</summary>
public static class HealthQuestion
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    /// <summary>Whether <c>/healthz/live</c> answers 200 within 5 s.</summary>
    /// <param name="http">Where the node listens, and by which name it may be called.</param>
    public static async Task<bool> AskAsync(HttpSettings http)
    {
        string name = http.Address is "localhost" or "*" ? "127.0.0.1" : http.Address.Contains(':', StringComparison.Ordinal) ? $"[{http.Address}]" : http.Address;
        using HttpClient client = new() { Timeout = _patience };
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(FormattableString.Invariant($"http://{name}:{http.Port}/healthz/live")));
        request.Headers.Host = http.AllowedHosts.FirstOrDefault(host => !host.Contains('*', StringComparison.Ordinal)) ?? "localhost";
        try
        {
            using HttpResponseMessage answer = await client.SendAsync(request);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
