using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Realtime.Domain;
using Realtime.Replay;

namespace Realtime.LoadGen.Commands;

/// <summary>The product does not answer, or does not do what it should in time.</summary>
public sealed class ReceiverUnreachableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Asks the product over its HTTP API.</summary>
/// <param name="address">Its address.</param>
/// <param name="partitions">Partitions of every topic.</param>
/// <param name="time">The sender's clock.</param>
public sealed class HttpReplayGate(Uri address, int partitions, TimeProvider time) : IReplayGate, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>
    /// Registrations of one partition are applied in their order, so it is enough to ask for the last one of each. A thing that was
    /// registered before counts as applied at once; its registration is the same.
    /// </summary>
    public async Task RegistrationsAppliedAsync(IReadOnlyCollection<ThingKey> keys, CancellationToken cancellation)
    {
        foreach (ThingKey key in keys.GroupBy(key => Partitioning.PartitionOf(key.Id, partitions)).Select(partition => partition.Last()))
        {
            await UntilAsync($"apply the registration of {key}", () => IsRegisteredAsync(key, cancellation), cancellation);
        }
    }

    public async Task<IReadOnlyDictionary<string, long>> DurablePositionsAsync(CancellationToken cancellation)
    {
        Dictionary<string, long> positions = [];
        await UntilAsync("say where it is", () => ReadPositionsAsync(positions, cancellation), cancellation);
        return positions;
    }

    public void Dispose() => _http.Dispose();

    private async Task<bool> IsRegisteredAsync(ThingKey key, CancellationToken cancellation)
    {
        Uri path = new($"/api/v1/things/{ThingKey.Name(key.Kind)}/{Uri.EscapeDataString(key.Id)}", UriKind.Relative);
        using HttpResponseMessage answer = await _http.GetAsync(path, cancellation);
        return answer.StatusCode == HttpStatusCode.OK
            && (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("registered").GetBoolean();
    }

    private async Task<bool> ReadPositionsAsync(Dictionary<string, long> positions, CancellationToken cancellation)
    {
        using HttpResponseMessage answer = await _http.GetAsync(new Uri("/api/v1/city?take=0", UriKind.Relative), cancellation);
        if (!answer.IsSuccessStatusCode)
        {
            return false;
        }

        JsonElement city = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        foreach (JsonElement channel in city.GetProperty("channels").EnumerateArray())
        {
            if (channel.GetProperty("durableSourcePosition") is { ValueKind: JsonValueKind.Number } position)
            {
                positions[channel.GetProperty("channelId").GetString()!] = position.GetInt64();
            }
        }

        return true;
    }

    private async Task UntilAsync(string what, Func<Task<bool>> attempt, CancellationToken cancellation)
    {
        long began = time.GetTimestamp();
        Exception? last = null;
        while (time.GetElapsedTime(began) < Patience)
        {
            try
            {
                if (await attempt())
                {
                    return;
                }
            }
            catch (Exception fault) when (fault is HttpRequestException || (fault is TaskCanceledException && !cancellation.IsCancellationRequested))
            {
                last = fault;
            }
            catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                throw new ReceiverUnreachableException($"what answers at {_http.BaseAddress} is not the product: {fault.Message}", fault);
            }

            await Task.Delay(Pause, time, cancellation);
        }

        throw new ReceiverUnreachableException(
            $"the product at {_http.BaseAddress} did not {what} within {Patience.TotalMinutes:N0} minutes ({last?.Message ?? "it answers, but not that"}); --no-wait asks nobody",
            last);
    }
}
