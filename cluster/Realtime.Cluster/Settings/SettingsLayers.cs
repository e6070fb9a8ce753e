using System.Collections;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Realtime.Cluster.Startup;

namespace Realtime.Cluster.Settings;

/// <summary>Reads the origins of settings, weakest first: file beside the program, file in the working directory, environment.</summary>
public static class SettingsLayers
{
    public const string FileName = "appsettings.json";
    public const string EnvironmentPrefix = "REALTIME__";
    private const string Root = "Realtime";

    /// <summary>All layers below the command line.</summary>
    /// <param name="programDirectory">Where the executable lies.</param>
    /// <param name="workingDirectory">Where it was started.</param>
    /// <param name="environment">Environment variables.</param>
    public static IReadOnlyList<SettingsLayer> Read(string programDirectory, string workingDirectory, IDictionary environment)
    {
        List<SettingsLayer> layers = [];
        string[] paths = [Path.GetFullPath(Path.Combine(programDirectory, FileName)), Path.GetFullPath(Path.Combine(workingDirectory, FileName))];
        foreach (string path in paths.Distinct(StringComparer.Ordinal).Where(File.Exists))
        {
            layers.Add(FromFile(path));
        }

        layers.Add(FromEnvironment(environment));
        return layers;
    }

    /// <summary>The section "Realtime" of a JSON file; other sections belong to others.</summary>
    /// <exception cref="StartException">The file cannot be read or is not JSON.</exception>
    public static SettingsLayer FromFile(string path)
    {
        try
        {
            IConfiguration section = new ConfigurationBuilder().AddJsonFile(path).Build().GetSection(Root);
            return new SettingsLayer(path, Index(section.AsEnumerable(makePathsRelative: true)));
        }
        catch (InvalidDataException fault)
        {
            throw new StartException($"The configuration file {path} is not valid JSON{Place(fault)}: mend it or remove it.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The configuration file {path} cannot be read ({fault.Message.TrimEnd('.')}).", fault);
        }
    }

    /// <summary>Variables <c>REALTIME__SECTION__KEY</c>.</summary>
    public static SettingsLayer FromEnvironment(IDictionary environment) => new("environment", Index(environment
        .Cast<DictionaryEntry>()
        .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value))
        .Where(pair => pair.Key.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase))
        .Select(pair => KeyValuePair.Create(pair.Key[EnvironmentPrefix.Length..].Replace("__", ":", StringComparison.Ordinal), pair.Value))));

    private static Dictionary<string, string> Index(IEnumerable<KeyValuePair<string, string?>> pairs)
    {
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string key, string? value) in pairs)
        {
            if (value is not null)
            {
                values[key] = value;
            }
        }

        return values;
    }

    private static string Place(Exception fault)
    {
        for (Exception? cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is JsonException { LineNumber: long line })
            {
                return $" (line {line + 1})";
            }
        }

        return "";
    }
}
