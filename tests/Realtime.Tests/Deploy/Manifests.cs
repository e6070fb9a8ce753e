using Realtime.Tests.House;

namespace Realtime.Tests.Deploy;

/// <summary>deploy/kubernetes: the base, and the settings a node gets through an overlay.</summary>
internal static class Manifests
{
    public const string Folder = "deploy/kubernetes/";

    public static readonly string[] Overlays = ["single-zone", "three-zones"];

    /// <summary>Every document of the base.</summary>
    public static readonly IReadOnlyList<Yaml> Base = [.. Yaml.File(Folder + "base/kustomization.yaml")["resources"].Texts.SelectMany(file => Yaml.Documents(Folder + "base/" + file))];

    public static readonly Yaml Nodes = Base.Single(document => document["kind"].Text == "StatefulSet");

    public static readonly Yaml Pod = Nodes["spec"]["template"]["spec"];

    public static readonly Yaml Container = Pod["containers"].Items.Single();

    /// <summary>Keys of each secret that has to be there.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Secrets = Yaml.Documents(Folder + "secrets.example.yaml")
        .ToDictionary(secret => secret["metadata"]["name"].Text, secret => secret["stringData"].Map.Keys.ToArray(), StringComparer.Ordinal);

    /// <summary>Secrets and keys that the pod takes into its environment.</summary>
    public static IEnumerable<(string Variable, string Secret, string Key)> FromSecrets =>
        from variable in Container["env"].Items
        let reference = variable["valueFrom"]["secretKeyRef"]
        where reference.Exists
        select (variable["name"].Text, reference["name"].Text, reference["key"].Text);

    /// <summary>What stands in an env file.</summary>
    public static IEnumerable<(string Name, string Value)> EnvFile(string path) =>
        Repository.Text(path).Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('=', 2)).Select(pair => (pair[0], pair[1]));

    /// <summary>The settings of a node in an overlay, with stand-ins for what the secrets hold.</summary>
    public static IEnumerable<(string Key, string Value)> SettingsOf(string overlay, string pod)
    {
        Dictionary<string, string> environment = new(StringComparer.Ordinal);
        foreach ((string name, string value) in EnvFile(Folder + "base/settings.env").Concat(EnvFile($"{Folder}{overlay}/city.env")))
        {
            environment[name] = value;
        }

        foreach (Yaml variable in Container["env"].Items.Where(variable => variable["value"].Exists))
        {
            environment[variable["name"].Text] = variable["value"].Text.Replace("$(POD_NAME)", pod, StringComparison.Ordinal);
        }

        foreach ((string variable, _, string key) in FromSecrets)
        {
            environment[variable] = key switch
            {
                "journal" or "connection" => $"Host=db;Database={key};Username=u;Password=p;SSL Mode=VerifyFull;Root Certificate=/etc/realtime/platform/database-ca.crt",
                "duty-hash" => new string('a', 64),
                "metrics-hash" => new string('b', 64),
                "url" => "https://watcher.example/ping",
                _ => "stand-in",
            };
        }

        return environment.Where(pair => pair.Key.StartsWith("REALTIME__", StringComparison.Ordinal))
            .Select(pair => (pair.Key["REALTIME__".Length..].Replace("__", ":", StringComparison.Ordinal), pair.Value));
    }
}
