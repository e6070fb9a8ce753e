using Realtime.Cluster.Settings;

namespace Realtime.Tests.Deploy;

/// <summary>The settings the product has, asked from the product itself.</summary>
internal static class KnownSettings
{
    /// <summary>Settings whose names go on below them.</summary>
    private static readonly string[] Groups = ["Access:Keys", "Access:Shared", "Kafka:Properties"];

    private static readonly Lazy<HashSet<string>> Names = new(() =>
    {
        SettingReader reader = new([]);
        RealtimeSettings.Read(reader);
        return new HashSet<string>(reader.Effective.Select(setting => setting.Key), StringComparer.OrdinalIgnoreCase);
    });

    public static bool Contains(string key) =>
        Names.Value.Contains(key) || Groups.Any(group => key.StartsWith(group + ":", StringComparison.OrdinalIgnoreCase) && Names.Value.Contains(group));

    /// <summary>Reads settings as a node does, its safety included; a wrong one is an exception with one sentence.</summary>
    public static RealtimeSettings Read(IEnumerable<(string Key, string Value)> settings) =>
        RealtimeSettings.Read(new SettingReader([new SettingsLayer("environment", settings.ToDictionary(one => one.Key, one => one.Value, StringComparer.OrdinalIgnoreCase))]));
}
