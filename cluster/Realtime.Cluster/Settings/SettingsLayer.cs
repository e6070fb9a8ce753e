namespace Realtime.Cluster.Settings;

/// <summary>Settings of one origin; a later layer wins over an earlier one.</summary>
/// <param name="Origin">For people: "environment", "command line", a file's path.</param>
/// <param name="Values">By key below "Realtime", for example <c>Kafka:Partitions</c>; case does not matter.</param>
public sealed record SettingsLayer(string Origin, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>Children of a list (<c>Mail:Operators:0</c>, <c>:1</c>, ...) in their order; empty when there are none.</summary>
    public IReadOnlyList<string> Children(string key) =>
        [.. Values
            .Where(pair => pair.Key.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase))
            .OrderBy(pair => pair.Key.Length).ThenBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
            .Select(pair => pair.Value)];

    /// <summary>Names and values below a key, for groups whose names are not ours (<c>Kafka:Properties:sasl.username</c>).</summary>
    public IEnumerable<KeyValuePair<string, string>> Below(string key) => Values
        .Where(pair => pair.Key.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase))
        .Select(pair => KeyValuePair.Create(pair.Key[(key.Length + 1)..], pair.Value));
}
