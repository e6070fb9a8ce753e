using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Realtime.Dashboards.Grafana;
using Realtime.Tests.House;

namespace Realtime.Tests.Dashboards;

/// <summary>
/// The provisioning is handed to Grafana as far as that goes without one: every file is read by the field names of Grafana's own source, and what
/// points from one file to another (data sources, folders, dashboards, panels, contact points, variables of the environment) arrives.
/// </summary>
public sealed partial class ProvisioningTests
{
    private const string Root = "deploy/grafana/provisioning/";

    private static readonly (string Path, JsonNode Json)[] s_files =
    [
        .. Repository.Files.Where(file => file.StartsWith("deploy/grafana/", StringComparison.Ordinal) && (Path.GetExtension(file) is ".yaml" or ".json"))
            .Select(file => (file, file.EndsWith(".json", StringComparison.Ordinal) ? JsonNode.Parse(Repository.Text(file))! : PlainYaml.Read(Repository.Text(file)))),
    ];

    private static IEnumerable<JsonNode> DataSources => In(Root + "datasources/").SelectMany(file => List(file, "datasources"));

    private static IEnumerable<JsonNode> Groups => In("deploy/grafana/").SelectMany(file => List(file, "groups"));

    private static IEnumerable<JsonNode> Rules => Groups.SelectMany(group => List(group, "rules"));

    [Fact]
    public void Every_file_stands_where_Grafana_looks_and_is_of_version_1()
    {
        Assert.All(s_files, file => Assert.Equal(1, (int)file.Json["apiVersion"]!));
        Assert.Equal(
            ["alerting/realtime-contact-points.yaml", "alerting/realtime-policies.yaml", "alerting/realtime-rules.json", "dashboards/realtime.yaml", "datasources/influxdb.yaml", "datasources/prometheus.yaml"],
            Repository.Files.Where(file => file.StartsWith(Root, StringComparison.Ordinal)).Select(file => file[Root.Length..]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Data_sources_have_known_fields_the_uids_of_the_dashboards_and_no_secret()
    {
        Assert.Equal([DataSource.Influx.Uid, DataSource.Prometheus.Uid], DataSources.Select(source => (string)source["uid"]!).Order(StringComparer.Ordinal));
        Assert.All(In(Root + "datasources/"), file => Assert.Empty(GrafanaFields.Unknown(file, GrafanaFields.DataSourceFile)));
        Assert.All(DataSources, source =>
        {
            Assert.Empty(GrafanaFields.Unknown(source, GrafanaFields.DataSource));
            Assert.Empty(GrafanaFields.Unknown(source["jsonData"], GrafanaFields.JsonData));
            Assert.Equal(("proxy", false), ((string)source["access"]!, (bool)source["editable"]!));
            foreach (JsonNode? secret in (source["secureJsonData"]?.AsObject() ?? []).Select(pair => pair.Value).Append(source["user"]))
            {
                Assert.StartsWith("$REALTIME_", (string?)secret ?? "$REALTIME_", StringComparison.Ordinal);
            }
        });
    }

    [Fact]
    public void Every_dashboard_begins_with_a_provisioned_data_source() =>
        Assert.All(DashboardFile.All, board =>
        {
            JsonObject variable = board.Variables.First();
            JsonNode source = DataSources.Single(found => (string)found["uid"]! == (string)variable["current"]!["value"]!);
            Assert.Equal((string)source["type"]!, (string)variable["query"]!);
            Assert.Equal((string)source["name"]!, (string)variable["current"]!["text"]!);
        });

    [Fact]
    public void The_provider_makes_folders_from_one_level_of_files()
    {
        JsonNode provider = Assert.Single(List(In(Root + "dashboards/").Single(), "providers"));
        Assert.Empty(GrafanaFields.Unknown(provider, GrafanaFields.Provider));
        Assert.Empty(GrafanaFields.Unknown(provider["options"], GrafanaFields.ProviderOptions));
        Assert.Equal("file", (string)provider["type"]!);
        Assert.True((bool)provider["options"]!["foldersFromFilesStructure"]!);

        // With folders from files Grafana refuses a provider that names a folder too.
        Assert.Null(provider["folder"]);
        Assert.Null(provider["folderUid"]);
        Assert.All(DashboardFile.All, board => Assert.Equal(4, board.Path.Split('/').Length));
        Assert.Equal(["city", "operations"], Folders);
    }

    [Fact]
    public void Rules_have_known_fields_states_and_steps()
    {
        Assert.NotEmpty(Rules);
        Assert.All(s_files.Where(file => file.Json["groups"] is not null), file => Assert.Empty(GrafanaFields.Unknown(file.Json, GrafanaFields.AlertingFile)));
        Assert.All(Groups, group =>
        {
            Assert.Empty(GrafanaFields.Unknown(group, GrafanaFields.Group));
            Assert.Contains((string)group["folder"]!, Folders);
        });
        Assert.Distinct(Rules.Select(rule => (string)rule["uid"]!));
        Assert.All(Rules, rule =>
        {
            Assert.Empty(GrafanaFields.Unknown(rule, GrafanaFields.Rule));
            Assert.Matches("^[a-zA-Z0-9_-]{1,40}$", (string)rule["uid"]!);
            Assert.Contains((string)rule["noDataState"]!, GrafanaFields.NoDataStates);
            Assert.Contains((string)rule["execErrState"]!, GrafanaFields.ErrorStates);
            Assert.Contains((string)rule["condition"]!, List(rule, "data").Select(query => (string)query["refId"]!));
            Assert.All(List(rule, "data"), query =>
            {
                Assert.Empty(GrafanaFields.Unknown(query, GrafanaFields.Query));
                Assert.Contains((string)query["datasourceUid"]!, DataSources.Select(source => (string)source["uid"]!).Append("__expr__"));
                Assert.Equal((string)query["refId"]!, (string)query["model"]!["refId"]!);
            });
        });
    }

    [Fact]
    public void Rules_point_at_panels_that_exist() =>
        Assert.All(Rules, rule => Assert.Contains(
            DashboardFile.All.Single(board => board.Uid == (string)rule["dashboardUid"]!).Panels,
            panel => (int)panel["id"]! == (int)rule["panelId"]! && (string)panel["type"]! == "stat"));

    [Fact]
    public void Policies_lead_to_contact_points()
    {
        JsonNode[] points = [.. In(Root + "alerting/").SelectMany(file => List(file, "contactPoints"))];
        string[] names = [.. points.Select(point => (string)point["name"]!)];
        Assert.All(points, point => Assert.Empty(GrafanaFields.Unknown(point, GrafanaFields.ContactPoint)));
        Assert.All(points.SelectMany(point => List(point, "receivers")), receiver =>
        {
            Assert.Empty(GrafanaFields.Unknown(receiver, GrafanaFields.Receiver));
            Assert.NotEmpty(receiver["settings"]!.AsObject());
        });
        JsonNode policy = Assert.Single(In(Root + "alerting/").SelectMany(file => List(file, "policies")));
        Assert.All(List(policy, "routes").Prepend(policy), route =>
        {
            Assert.Empty(GrafanaFields.Unknown(route, GrafanaFields.Route));
            Assert.Contains((string)route["receiver"]!, names);
            Assert.All(List(route, "object_matchers"), matcher => Assert.Equal(3, matcher.AsArray().Count));
        });
    }

    [Fact]
    public void The_readme_names_every_variable_of_the_environment_and_no_other()
    {
        IEnumerable<string> used = s_files.Where(file => file.Path.StartsWith(Root, StringComparison.Ordinal) && !file.Path.EndsWith(".json", StringComparison.Ordinal))
            .SelectMany(file => Variable().Matches(Repository.Text(file.Path)).Select(match => match.Groups[1].Value));
        IEnumerable<string> named = Row().Matches(Repository.Text("deploy/grafana/README.md")).Select(match => match.Groups[1].Value);
        Assert.Equal(used.Distinct().Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_way_from_the_first_page_of_the_repository_leads_here()
    {
        Assert.Contains("(deploy/README.md)", Repository.Text("README.md"), StringComparison.Ordinal);
        Assert.Contains("(grafana/README.md)", Repository.Text("deploy/README.md"), StringComparison.Ordinal);
        Assert.All(["`deploy/grafana/provisioning`", "`dashboards/grafana`", "/d/realtime-city-now", "/var/lib/grafana/dashboards/realtime"], step =>
            Assert.Contains(step, Repository.Text("deploy/grafana/README.md"), StringComparison.Ordinal));
        Assert.Equal("/var/lib/grafana/dashboards/realtime", (string)In(Root + "dashboards/").Single()["providers"]![0]!["options"]!["path"]!);
    }

    [Fact]
    public void The_reader_refuses_what_it_does_not_understand()
    {
        Assert.Equal("""{"a":[{"b":1,"c":["x","="]},{"b":true}]}""", PlainYaml.Read("# c\na:\n  - b: 1\n    c:\n      - x\n      - \"=\"\n  - b: true\n").ToJsonString());
        Assert.Throws<InvalidDataException>(() => PlainYaml.Read("a: [1, 2]\n"));
        Assert.Throws<InvalidDataException>(() => PlainYaml.Read("a: b # c\n"));
        Assert.Throws<InvalidDataException>(() => PlainYaml.Read("a: |\n"));
        Assert.Equal(["dasboardUid"], GrafanaFields.Unknown(JsonNode.Parse("""{"uid":"a","dasboardUid":"b"}"""), GrafanaFields.Rule));
    }

    private static IEnumerable<string> Folders => DashboardFile.All.Select(board => board.Path.Split('/')[2]).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<JsonNode> In(string folder) => s_files.Where(file => file.Path.StartsWith(folder, StringComparison.Ordinal)).Select(file => file.Json);

    private static IEnumerable<JsonNode> List(JsonNode node, string name) => (node[name]?.AsArray() ?? []).Select(item => item!);

    [GeneratedRegex(@"^[^#\n]*\$\{?([A-Z_0-9]+)", RegexOptions.Multiline)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\| `([A-Z_0-9]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
