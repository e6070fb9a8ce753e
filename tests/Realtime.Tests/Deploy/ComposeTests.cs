using System.Globalization;
using Realtime.Cluster.Access;
using Realtime.Cluster.Node;
using Realtime.Cluster.Settings;
using Realtime.Tests.House;

namespace Realtime.Tests.Deploy;

/// <summary>The composed city against the product: nothing here can start a container, so every name and number that has to agree is compared.</summary>
public sealed class ComposeTests
{
    [Fact]
    public void Every_variable_of_a_node_is_a_setting() =>
        Findings.None(
            "a variable that no setting has is refused at the start",
            Composition.Nodes.SelectMany(Composition.SettingsOf).Select(one => one.Key).Where(key => !KnownSettings.Contains(key)).Distinct());

    [Theory]
    [InlineData("node1")]
    [InlineData("node2")]
    [InlineData("node3")]
    public void Each_node_would_start_with_its_settings(string node)
    {
        RealtimeSettings settings = KnownSettings.Read(Composition.SettingsOf(node));

        Assert.Equal(NodeEnvironment.Production, settings.Node.Environment);
        Assert.Equal(node, settings.Node.PublicHost);
        Assert.Contains($"akka.tcp://realtime@{node}:{settings.Node.Port}", settings.Node.SeedNodes);
        Assert.Equal(Composition.Nodes.Length, settings.Node.SeedNodes.Count);
        Assert.InRange(settings.Cluster.MembersMin, 1, Composition.Nodes.Length - 1);
        Assert.Contains(node, settings.Http.AllowedHosts);
        Assert.NotEqual(settings.Journal.ConnectionString, settings.Family.Keys);
    }

    [Fact]
    public void The_example_names_exactly_the_variables_that_are_asked_for()
    {
        Assert.Equal(
            Composition.Variables.Select(variable => variable.Name).Append("REALTIME_METRICS_KEY").Distinct().Order(StringComparer.Ordinal),
            Composition.Example.Keys.Order(StringComparer.Ordinal));
        Findings.None(
            "what is empty in the example has to be filled in, or may be empty on purpose (:-)",
            Composition.Variables.Where(variable => Composition.Example[variable.Name].Length == 0 && variable.Behind.Length == 0).Select(variable => variable.Name));
        Findings.None(
            "a secret has no default and no example",
            from name in Composition.Example.Keys
            where name.Contains("PASSWORD", StringComparison.Ordinal) || name.Contains("KEY", StringComparison.Ordinal)
            where Composition.Example[name].Length > 0 || Composition.Variables.Any(variable => variable.Name == name && variable.Behind.StartsWith(":-", StringComparison.Ordinal))
            select name);
    }

    [Fact]
    public void Addresses_and_ports_agree()
    {
        RealtimeSettings settings = KnownSettings.Read(Composition.SettingsOf("node1"));
        string http = settings.Http.Port.ToString(CultureInfo.InvariantCulture);
        Assert.All(Composition.Nodes, node => Assert.EndsWith(":" + http, Assert.Single(Composition.Services[node]["ports"].Texts), StringComparison.Ordinal));
        Assert.Contains("EXPOSE " + http + " " + settings.Node.Port, Repository.Text("deploy/Dockerfile"), StringComparison.Ordinal);

        Yaml job = Yaml.File("deploy/compose/prometheus.yml")["scrape_configs"].Items.Single(one => one["job_name"].Text == "realtime");
        Assert.Equal(Composition.Nodes.Select(node => $"{node}:{http}"), job["static_configs"].Items.Single()["targets"].Texts);
        Assert.Equal(Role.Monitor, Assert.Single(settings.Access.Keys, key => key.Caller.Name.Equals("metrics", StringComparison.OrdinalIgnoreCase)).Caller.Role);
        Assert.Equal("/run/secrets/" + Assert.Single(Composition.Services["prometheus"]["secrets"].Texts), job["authorization"]["credentials_file"].Text);
        Assert.Contains(settings.Kafka.BootstrapServers, Composition.Services["kafka"]["environment"]["KAFKA_ADVERTISED_LISTENERS"].Text, StringComparison.Ordinal);
        Assert.Equal(settings.TimeSeries.User, Composition.Services["influxdb"]["environment"]["INFLUXDB_USER"].Text);
        Assert.Equal(settings.TimeSeries.Database, Composition.Services["influxdb"]["environment"]["INFLUXDB_DB"].Text);
        Assert.Contains("CREATE DATABASE realtime_keys;", Repository.Text("deploy/compose/keys-database.sql"), StringComparison.Ordinal);
        Assert.Contains("Database=realtime_keys;", settings.Family.Keys, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_mounted_and_waited_for_is_there()
    {
        string[] volumes = [.. Composition.File["volumes"].Map.Keys];
        foreach ((string name, Yaml service) in Composition.Services)
        {
            foreach (string source in service["volumes"].Texts.Select(volume => volume.Split(':')[0]))
            {
                string path = Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, "deploy", source)));
                Assert.True(source[0] == '.' ? Repository.Files.Any(file => file == path || file.StartsWith(path + "/", StringComparison.Ordinal)) : volumes.Contains(source), $"{name}: {source}");
            }

            Assert.All(service["depends_on"].Map, one => Assert.True(one.Value["condition"].Text == "service_healthy" && Composition.Services[one.Key]["healthcheck"].Exists));
            Assert.All(service["networks"].Texts, network => Assert.True(Composition.File["networks"].Map.ContainsKey(network)));
        }
    }

    [Fact]
    public void Nothing_is_open_privileged_or_of_any_version()
    {
        foreach ((string name, Yaml service) in Composition.Services)
        {
            Assert.Matches(@":v?\d+\.\d+[\w.-]*$", service["image"].Text);
            Assert.Contains("no-new-privileges:true", service["security_opt"].Texts);
            Assert.All(service["ports"].Texts, port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
            Assert.True(service["healthcheck"].Exists || Composition.Nodes.Contains(name), name);
        }

        Assert.All(Composition.Nodes, node => Assert.Equal("true", Composition.Services[node]["read_only"].Text));
        Assert.All(Composition.Nodes, node => Assert.Equal(["ALL"], Composition.Services[node]["cap_drop"].Texts));
    }

    [Fact]
    public void A_planned_stop_has_the_time_it_may_take() => Assert.All(
        Composition.Nodes, node => Assert.InRange(Seconds(Composition.Services[node]["stop_grace_period"].Text), CityNode.StopMax.TotalSeconds, CityNode.StopMax.TotalSeconds + 60));

    private static double Seconds(string span) => double.Parse(span.TrimEnd('s'), CultureInfo.InvariantCulture);
}
