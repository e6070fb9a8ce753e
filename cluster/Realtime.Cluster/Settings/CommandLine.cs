using Realtime.Cluster.Startup;

namespace Realtime.Cluster.Settings;

/// <summary>What the caller asked for.</summary>
/// <param name="Help">Print the help and end.</param>
/// <param name="Version">Print the version and end.</param>
/// <param name="CheckConfig">Print the settings in force and end.</param>
/// <param name="NewKey">Print a new key and its hash and end.</param>
/// <param name="Health">Ask the node of these settings whether it answers, and end.</param>
/// <param name="Fresh">Delete the embedded stores before the start.</param>
/// <param name="Settings">Settings given as options.</param>
public sealed record CommandLine(bool Help, bool Version, bool CheckConfig, bool NewKey, bool Health, bool Fresh, SettingsLayer Settings)
{
    private static readonly Dictionary<string, string> _valueOptions = new(StringComparer.Ordinal)
    {
        ["--data"] = "Node:DataDirectory",
        ["--port"] = "Http:Port",
        ["--speed"] = "Replay:Speed",
    };

    private static readonly HashSet<string> _flags = new(StringComparer.Ordinal) { "--help", "-h", "--version", "--check-config", "--new-key", "--health", "--fresh", "--no-replay" };

    /// <summary>Reads the arguments: <c>--option value</c>, <c>--option=value</c>, and any setting as <c>--Section:Key value</c>.</summary>
    /// <exception cref="StartException">An unknown option, or one without its value.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        HashSet<string> given = new(StringComparer.Ordinal);
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            if (_flags.Contains(argument))
            {
                given.Add(argument);
                continue;
            }

            int equals = argument.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? argument : argument[..equals];
            string key = KeyOf(name) ?? throw new StartException($"Unknown option {name}; --help lists the options there are.");
            if (equals < 0 && (i + 1 >= arguments.Count || arguments[i + 1].StartsWith("--", StringComparison.Ordinal)))
            {
                throw new StartException($"The option {name} needs a value, for example {name}={Example(name)}.");
            }

            values[key] = equals < 0 ? arguments[++i] : argument[(equals + 1)..];
        }

        if (given.Contains("--no-replay"))
        {
            values["Replay:Enabled"] = "false";
        }

        bool help = given.Contains("--help") || given.Contains("-h");
        return new CommandLine(help, given.Contains("--version"), given.Contains("--check-config"), given.Contains("--new-key"), given.Contains("--health"), given.Contains("--fresh"), new SettingsLayer("command line", values));
    }

    private static string? KeyOf(string name) =>
        _valueOptions.TryGetValue(name, out string? key) ? key
        : name.StartsWith("--", StringComparison.Ordinal) && name.Contains(':', StringComparison.Ordinal) ? name[2..]
        : null;

    private static string Example(string name) => name switch
    {
        "--data" => "./data",
        "--port" => "8081",
        "--speed" => "60",
        _ => "VALUE",
    };
}
