using System.Reflection;
using Realtime.Cluster.Access;

namespace Realtime.Cluster.Settings;

/// <summary>What <c>--help</c>, <c>--version</c> and <c>--check-config</c> print.</summary>
public static class HelpText
{
    /// <summary>Version of the product, for example <c>0.1.0</c>.</summary>
    public static string Version => typeof(HelpText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    public const string Help = """
        Realtime: turns city telemetry into exact alerts and time series.

        Usage: Realtime.Cluster [options]
          Without options: one node with an embedded broker and embedded stores replays a recorded city.

          --port N            port of the page and the API (default 8080; 0 = any free one)
          --data DIR          directory of the embedded stores (default ./data)
          --speed N           recorded seconds per second of the replay, or max (default 3600)
          --no-replay         do not replay the bundled recordings
          --fresh             delete the embedded stores and start over
          --check-config      print the settings in force, with secrets masked, and end
          --new-key           print a new key for the API and the hash of it that goes into the settings, and end
          --health            ask the node with the same settings whether it answers, and end: exit code 0 or 1
          --Section:Key N     any setting by its name, for example --Kafka:Partitions 16
          --version           print the version and end
          --help, -h          print this and end

        Settings come from, weakest first: defaults, appsettings.json (section "Realtime") beside the program and in the
        working directory, environment variables REALTIME__SECTION__KEY, options.
        Exit codes: 0 ended as asked, 1 failed while running, 2 wrong settings or surroundings,
        3 removed by its cluster: start it again.
        """;

    /// <summary>A new key and what to do with it.</summary>
    public static string NewKey()
    {
        string key = AccessKeys.Make();
        return $"""
            Key (shown once, give it to whoever shall use it):
              {key}
            Settings (NAME stands in the audit; Role is one of {string.Join(", ", Enum.GetNames<Role>())}):
              Access:Keys:NAME:Hash            {AccessKeys.HashOf(key)}
              Access:Keys:NAME:Role            Operator
              Access:Keys:NAME:Municipalities  37201
            """;
    }

    /// <summary>One line per setting: key, value, origin.</summary>
    public static IEnumerable<string> Effective(IReadOnlyList<EffectiveSetting> settings)
    {
        int width = settings.Max(setting => setting.Key.Length);
        return settings.Select(setting => $"{setting.Key.PadRight(width)}  {(setting.Shown.Length == 0 ? "(empty)" : setting.Shown)}  [{setting.Origin}]");
    }
}
