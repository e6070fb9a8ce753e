using Realtime.Dashboards.Alerting;
using Realtime.Dashboards.Boards;
using Realtime.Dashboards.Documents;
using Realtime.Dashboards.Grafana;
using Realtime.Dashboards.Prometheus;
using Realtime.Domain;

namespace Realtime.Dashboards;

/// <summary>One file of the output.</summary>
/// <param name="Path">Relative to the root of the repository, with forward slashes.</param>
/// <param name="Content">UTF-8 text, LF, ends with a newline.</param>
public sealed record GeneratedFile(string Path, string Content);

/// <summary>Everything this project generates; the committed copies stand in the repository and a test compares them.</summary>
public static class GeneratedFiles
{
    public static IReadOnlyList<Dashboard> Dashboards { get; } =
    [
        CityNow.Board, Floods.Board, Station.Board, Crowding.Board, Shelters.Board, Vehicles.Board, WatchOver.Board, Alerts.Board,
        Response.Board, Pipeline.Board, ClusterBoard.Board, Kpis.Board,
    ];

    public static IEnumerable<GeneratedFile> All() =>
    [
        .. Dashboards.Select(board => new GeneratedFile($"dashboards/grafana/{board.Folder}/{board.Uid}.json", CanonicalJson.Write(DashboardJson.Of(board)))),
        new("dashboards/prometheus/realtime.rules.yaml", RuleYaml.Write(RecordingRules.Groups)),
        new("dashboards/prometheus/realtime.alerts.yaml", RuleYaml.Write(AlertRules.Groups)),
        new("deploy/grafana/provisioning/alerting/realtime-rules.json", CanonicalJson.Write(GrafanaRules.WatchingFile())),
        new("deploy/grafana/without-alertmanager/realtime-prometheus-rules.json", CanonicalJson.Write(GrafanaRules.AloneFile())),
        new("docs/dashboards.md", DashboardsPage.Write(Dashboards)),
        new("docs/rules.md", RulesPage.Write(RuleBook.All)),
    ];
}
