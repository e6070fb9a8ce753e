using System.Net.Http.Json;
using System.Text.Json;
using Realtime.Integration.Tests.Host;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.Pressure;

/// <summary>What a node's API says, and waiting for it. A busy node may answer 503 for a moment, which counts as "not yet".</summary>
internal sealed class CityApi(NodeProcess node)
{
    /// <summary>Readings applied since the node started; only a view of every partition counts.</summary>
    public async Task<long> AppliedAsync() => (await CityAsync()).GetProperty("readingsApplied").GetInt64();

    /// <summary>Whether there are channels and every one of them has ended on purpose.</summary>
    public async Task<bool> AllChannelsClosedAsync()
    {
        JsonElement[] channels = [.. (await CityAsync()).GetProperty("channels").EnumerateArray()];
        return channels.Length > 0 && channels.All(channel => channel.GetProperty("state").GetString() == "closed");
    }

    /// <summary>What the stores of a node hold that takes nothing in: the source position per channel, and the newest event time of anything.</summary>
    public async Task<StoredCity> StoredAsync()
    {
        JsonElement city = await CityAsync();
        JsonElement[] channels = [.. city.GetProperty("channels").EnumerateArray()];
        IEnumerable<DateTimeOffset> readings = city.GetProperty("things").EnumerateArray()
            .Where(thing => thing.GetProperty("lastReading").ValueKind != JsonValueKind.Null)
            .Select(thing => thing.GetProperty("lastReading").GetDateTimeOffset());
        return new StoredCity(
            channels.Select(channel => channel.GetProperty("durableSourcePosition")).Where(position => position.ValueKind == JsonValueKind.Number).Sum(position => position.GetInt64() + 1),
            readings.Concat(channels.Select(channel => channel.GetProperty("watermark").GetDateTimeOffset())).Max());
    }

    /// <summary>Every alert, open and closed.</summary>
    public async Task<AlertLine[]> AlertsAsync() =>
        [.. (await JsonAsync("/api/v1/alerts?closed=true")).EnumerateArray().Select(AlertLine.Of).OrderBy(alert => alert.Id, StringComparer.Ordinal)];

    /// <summary>Waits until nothing that was taken from the log is under way any more.</summary>
    public Task SettledAsync(TimeSpan timeout) => Eventually.TrueAsync(
        "everything taken from the log is stored and told",
        async () => (await JsonAsync("/api/v1/pending")).GetProperty("pending").GetInt64() == 0,
        timeout,
        () => node.Errors);

    private async Task<JsonElement> CityAsync()
    {
        JsonElement city = await JsonAsync("/api/v1/city");
        Assert.Equal(city.GetProperty("partitions").GetInt32(), city.GetProperty("partitionsAnswered").GetInt32());
        return city;
    }

    private async Task<JsonElement> JsonAsync(string path) => await node.Http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));
}

/// <summary>What a killed node had stored.</summary>
/// <param name="Readings">Readings before the source positions from which a replay goes on, over all channels.</param>
/// <param name="Newest">Newest event time that any thing or channel knows; whatever is newer is sent again.</param>
internal sealed record StoredCity(long Readings, DateTimeOffset Newest);

/// <summary>What must be the same of an alert whatever happened on the way.</summary>
internal sealed record AlertLine(string Id, string Thing, string Rule, DateTimeOffset Since, int Level, int PeakLevel, string State)
{
    public static AlertLine Of(JsonElement alert) => new(
        alert.GetProperty("alertId").GetString()!,
        alert.GetProperty("thing").ToString(),
        alert.GetProperty("rule").GetString()!,
        alert.GetProperty("since").GetDateTimeOffset(),
        alert.GetProperty("level").GetInt32(),
        alert.GetProperty("peakLevel").GetInt32(),
        alert.GetProperty("state").GetString()!);
}
