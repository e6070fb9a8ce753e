using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Realtime.Integration.Tests.Dashboards;

/// <summary>
/// What deploy/grafana/README.md says to copy, copied and read as Grafana reads it: with the README's variables set to real servers, each dashboard
/// finds its folder and its data source, and one of its queries is answered over that data source's address, user and method. That every other
/// query has rows is shown by <see cref="InfluxPanelTests"/> and <see cref="PrometheusPanelTests"/> of the same files.
/// </summary>
[Collection(nameof(ReplayedCity))]
public sealed partial class HandedOverGrafanaTests(ReplayedCity city)
{
    private static readonly string s_readme = File.ReadAllText(Path.Combine(BoardFile.Root, "deploy", "grafana", "README.md"));

    [SkippableFact]
    public async Task What_the_readme_says_to_copy_is_a_whole_Grafana_whose_queries_are_answered()
    {
        await city.ReadyAsync();
        using HandedOver tree = HandedOver.ByTheReadme(s_readme, BoardFile.Root, new Dictionary<string, string>
        {
            ["REALTIME_INFLUX_URL"] = city.Influx.Settings.Url.ToString().TrimEnd('/'),
            ["REALTIME_INFLUX_DATABASE"] = city.Influx.Settings.Database,
            ["REALTIME_INFLUX_READ_USER"] = "grafana",
            ["REALTIME_INFLUX_READ_PASSWORD"] = "read-only",
            ["REALTIME_PROMETHEUS_URL"] = city.Prometheus.Address,
            ["REALTIME_OPERATORS_MAIL"] = "duty@city.example",
        });

        Assert.Equal(BoardFile.All.Select(board => board.Uid).Order(StringComparer.Ordinal), tree.Boards.Select(board => (string)board.Json["uid"]!).Order(StringComparer.Ordinal));
        Assert.Contains(tree.Boards, board => s_readme.Contains($"/d/{(string)board.Json["uid"]!}`", StringComparison.Ordinal));
        foreach ((string folder, JsonObject json) in tree.Boards)
        {
            BoardFile board = BoardFile.Of((string)json["uid"]!);
            JsonNode source = tree.DataSources[(string)json["templating"]!["list"]![0]!["current"]!["value"]!];
            PanelQuery query = board.Queries.First();
            string text = board.IsInflux ? new InfluxPanels(city).Substitute(board.Uid, query.Text, query.IntervalMin) : new PrometheusPanels(city).Substitute(query);
            string answer = await AskAsync(source, text);
            Assert.True(folder is "city" or "operations", $"{board.Uid} stands in {folder}");
            Assert.True(HasValue().IsMatch(answer), $"{query.Address}: {answer}");
        }

        foreach (JsonNode rule in tree.Rules)
        {
            Assert.Contains(tree.Boards, board => (string)board.Json["uid"]! == (string)rule["dashboardUid"]! && board.Json["panels"]!.AsArray().Any(panel => (int)panel!["id"]! == (int)rule["panelId"]!));
            JsonNode first = rule["data"]![0]!;
            string answer = await AskAsync(tree.DataSources[(string)first["datasourceUid"]!], (string)(first["model"]!["expr"] ?? first["model"]!["query"])!);
            Assert.True(HasValue().IsMatch(answer), answer);
        }
    }

    /// <summary>As the data source is provisioned: its address, its user, its method.</summary>
    private static async Task<string> AskAsync(JsonNode source, string query)
    {
        using HttpClient grafana = new();
        bool influx = (string)source["type"]! == "influxdb";
        Assert.Equal("POST", (string?)source["jsonData"]![influx ? "httpMode" : "httpMethod"]);
        using HttpRequestMessage request = new(HttpMethod.Post, influx ? $"{source["url"]}/query?db={source["jsonData"]!["dbName"]}" : $"{source["url"]}/api/v1/query")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create(influx ? "q" : "query", query)]),
        };
        if (influx)
        {
            string login = $"{source["user"]}:{source["secureJsonData"]!["password"]}";
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(login)));
        }

        using HttpResponseMessage answer = await grafana.SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{query}: {text}");
        return text;
    }

    [GeneratedRegex("\"values?\":")]
    private static partial Regex HasValue();
}
