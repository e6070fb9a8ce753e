using Realtime.Dashboards.Boards;
using Realtime.Dashboards.Grafana;
using Realtime.Dashboards.Prometheus;

namespace Realtime.Dashboards;

/// <summary>One file of the output.</summary>
/// <param name="Path">Relative to the output directory, with forward slashes.</param>
/// <param name="Content">UTF-8 text, LF, ends with a newline.</param>
public sealed record GeneratedFile(string Path, string Content);

/// <summary>Everything this project generates; the committed copies stand in <c>dashboards/</c> and a test compares them.</summary>
public static class GeneratedFiles
{
    public static IReadOnlyList<Dashboard> Dashboards { get; } =
        [CityNow.Board, Floods.Board, WatchOver.Board, Shelters.Board, Pipeline.Board];

    public static IEnumerable<GeneratedFile> All() =>
    [
        .. Dashboards.Select(board => new GeneratedFile($"grafana/{board.Folder}/{board.Uid}.json", CanonicalJson.Write(DashboardJson.Of(board)))),
        new("prometheus/realtime.rules.yaml", RuleYaml.Write(RecordingRules.Groups)),
        new("prometheus/realtime.alerts.yaml", RuleYaml.Write(AlertRules.Groups)),
    ];
}
