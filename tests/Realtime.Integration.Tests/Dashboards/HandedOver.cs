using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Realtime.Tests.Dashboards;

namespace Realtime.Integration.Tests.Dashboards;

/// <summary>The files where Grafana has them after the README's steps, its variables filled in.</summary>
internal sealed partial class HandedOver : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("realtime-grafana-").FullName;
    private readonly IReadOnlyDictionary<string, string> _variables;

    private HandedOver(IReadOnlyDictionary<string, string> variables) => _variables = variables;

    public IReadOnlyDictionary<string, JsonNode> DataSources { get; private set; } = new Dictionary<string, JsonNode>();

    public IReadOnlyList<(string Folder, JsonObject Json)> Boards { get; private set; } = [];

    public IReadOnlyList<JsonNode> Rules { get; private set; } = [];

    /// <summary>Follows the steps "Copy or mount A to B" and fills in the variables of the table; one that has no value, or is not in the table, fails.</summary>
    public static HandedOver ByTheReadme(string readme, string repository, IReadOnlyDictionary<string, string> variables)
    {
        Assert.Equal(Variable().Matches(readme).Select(row => row.Groups[1].Value).Order(StringComparer.Ordinal), variables.Keys.Order(StringComparer.Ordinal));
        HandedOver tree = new(variables);
        (string From, string To)[] steps = [.. Copy().Matches(readme).Select(step => (step.Groups[1].Value, step.Groups[2].Value))];
        Assert.Equal(2, steps.Length);
        foreach ((string from, string to) in steps)
        {
            string source = Path.Combine(repository, from);
            foreach (string file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
            {
                string target = tree.Inside(Path.Combine(to, Path.GetRelativePath(source, file)));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }

        tree.Read(steps[0].To);
        return tree;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string Inside(string path) => Path.Combine(_root, path.TrimStart('/'));

    private void Read(string provisioning)
    {
        JsonNode[] all = [.. Directory.GetFiles(Inside(provisioning), "*.*", SearchOption.AllDirectories).Select(Provisioned)];
        DataSources = Of(all, "datasources").ToDictionary(source => (string)source["uid"]!);
        Rules = [.. Of(all, "groups").SelectMany(group => group["rules"]!.AsArray()).Select(rule => rule!)];
        string dashboards = Inside((string)Assert.Single(Of(all, "providers"))["options"]!["path"]!);
        Boards = [.. Directory.GetFiles(dashboards, "*.json", SearchOption.AllDirectories).Select(file => (Path.GetFileName(Path.GetDirectoryName(file)!), JsonNode.Parse(File.ReadAllText(file))!.AsObject()))];
        string[] folders = [.. Boards.Select(board => board.Folder).Distinct()];
        Assert.All(Of(all, "groups"), group => Assert.Contains((string)group["folder"]!, folders));
        string[] points = [.. Of(all, "contactPoints").Select(point => (string)point["name"]!)];
        Assert.All(Of(all, "policies"), policy => Assert.All([policy, .. policy["routes"]!.AsArray().Select(route => route!)], one => Assert.Contains((string)one["receiver"]!, points)));
    }

    private JsonNode Provisioned(string file)
    {
        string text = Use().Replace(File.ReadAllText(file), use => _variables[use.Groups[1].Value]);
        return file.EndsWith(".json", StringComparison.Ordinal) ? JsonNode.Parse(text)! : PlainYaml.Read(text);
    }

    private static IEnumerable<JsonNode> Of(JsonNode[] files, string list) => files.SelectMany(file => file[list]?.AsArray() ?? []).Select(one => one!);

    [GeneratedRegex(@"^\d\. Copy or mount `([^`]+)` to `([^`]+)`", RegexOptions.Multiline)]
    private static partial Regex Copy();

    [GeneratedRegex(@"^\| `(REALTIME_\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\$\{?(REALTIME_\w+)\}?")]
    private static partial Regex Use();
}
