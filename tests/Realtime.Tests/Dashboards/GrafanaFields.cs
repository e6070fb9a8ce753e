using System.Text.Json.Nodes;

namespace Realtime.Tests.Dashboards;

/// <summary>
/// The field names that Grafana reads in provisioning files, as its source spells them: <c>pkg/services/provisioning</c>,
/// <c>datasources/types.go</c> (configsV1), <c>dashboards/types.go</c> and the options of its file reader, <c>alerting/types.go</c>,
/// <c>rules_types.go</c> (AlertRuleV1, QueryV1), <c>contact_point_types.go</c> (ReceiverV1) and the route of its Alertmanager. Grafana passes over
/// what it does not know without a word, so a misspelt field would be noticed by nobody.
/// </summary>
internal static class GrafanaFields
{
    public static readonly string[] DataSourceFile = ["apiVersion", "prune", "datasources", "deleteDatasources"];

    public static readonly string[] DataSource =
        ["orgId", "name", "type", "access", "url", "user", "database", "basicAuth", "basicAuthUser", "withCredentials", "isDefault", "jsonData", "secureJsonData", "editable", "uid", "version"];

    /// <summary>Settings of the InfluxDB and Prometheus data sources (grafana.com/docs, "Provision the data source").</summary>
    public static readonly string[] JsonData = ["dbName", "httpMode", "httpMethod", "timeInterval", "httpHeaderName1", "version", "organization", "defaultBucket", "manageAlerts", "prometheusType"];

    public static readonly string[] Provider =
        ["name", "orgId", "type", "folder", "folderUid", "disableDeletion", "editable", "allowUiUpdates", "updateIntervalSeconds", "options"];

    public static readonly string[] ProviderOptions = ["path", "foldersFromFilesStructure"];

    public static readonly string[] AlertingFile =
        ["apiVersion", "groups", "deleteRules", "contactPoints", "deleteContactPoints", "policies", "resetPolicies", "muteTimes", "deleteMuteTimes", "templates", "deleteTemplates"];

    public static readonly string[] Group = ["orgId", "name", "folder", "interval", "rules"];

    public static readonly string[] Rule =
    [
        "uid", "title", "condition", "data", "dashboardUid", "panelId", "noDataState", "execErrState", "for", "keepFiringFor", "missing_series_evals_to_resolve",
        "annotations", "labels", "isPaused", "notification_settings", "record",
    ];

    public static readonly string[] Query = ["refId", "queryType", "relativeTimeRange", "datasourceUid", "model"];

    public static readonly string[] NoDataStates = ["Alerting", "NoData", "OK", "KeepLast"];

    public static readonly string[] ErrorStates = ["Alerting", "Error", "OK", "KeepLast"];

    public static readonly string[] ContactPoint = ["orgId", "name", "receivers"];

    public static readonly string[] Receiver = ["uid", "type", "settings", "disableResolveMessage"];

    public static readonly string[] Route =
        ["orgId", "receiver", "group_by", "object_matchers", "matchers", "mute_time_intervals", "active_time_intervals", "continue", "routes", "group_wait", "group_interval", "repeat_interval"];

    /// <summary>Fields of a map that Grafana would pass over.</summary>
    public static IEnumerable<string> Unknown(JsonNode? map, params string[] known) => map!.AsObject().Select(pair => pair.Key).Except(known);
}
