using System.Text.RegularExpressions;
using Realtime.Tests.House;

namespace Realtime.Tests.Deploy;

/// <summary>deploy/compose.yaml and deploy/.env.example as Docker Compose would read them together.</summary>
internal static partial class Composition
{
    public const string Path = "deploy/compose.yaml";

    public static readonly string[] Nodes = ["node1", "node2", "node3"];

    public static readonly Yaml File = Yaml.File(Path);

    public static readonly IReadOnlyDictionary<string, Yaml> Services = File["services"].Map;

    /// <summary>Names in .env.example with what stands behind them.</summary>
    public static readonly IReadOnlyDictionary<string, string> Example = Repository.Text("deploy/.env.example").Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    /// <summary>Variables the file asks for: name, and what stands behind it (<c>:-default</c>, <c>:?message</c> or nothing).</summary>
    public static readonly IReadOnlyList<(string Name, string Behind)> Variables =
        [.. Variable().Matches(Repository.Text(Path)).Select(match => (match.Groups[1].Value, match.Groups[2].Value)).Distinct()];

    /// <summary>What a value becomes when .env.example was filled in: a stand-in of 64 hexadecimal digits for what has to be, else the example, else the default.</summary>
    public static string Filled(string value) => Variable().Replace(value, match =>
        Example.TryGetValue(match.Groups[1].Value, out string? example) && example.Length > 0 ? example
        : match.Groups[2].Value.StartsWith(":-", StringComparison.Ordinal) ? match.Groups[2].Value[2..]
        : match.Groups[2].Value.StartsWith(":?", StringComparison.Ordinal) ? new string('a', 63) + Math.Abs(match.Groups[1].Value.Length % 10)
        : "");

    /// <summary>Settings of the product among a service's environment.</summary>
    public static IEnumerable<(string Key, string Value)> SettingsOf(string service) => Services[service]["environment"].Map
        .Where(pair => pair.Key.StartsWith("REALTIME__", StringComparison.Ordinal))
        .Select(pair => (pair.Key["REALTIME__".Length..].Replace("__", ":", StringComparison.Ordinal), Filled(pair.Value.Text)));

    [GeneratedRegex(@"\$\{([A-Z_]+)((?::[-?][^}]*)?)\}")]
    private static partial Regex Variable();
}
