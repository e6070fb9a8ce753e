using System.Globalization;
using Realtime.Cluster.Access;
using Realtime.Cluster.Node;
using Realtime.Cluster.Settings;
using Realtime.Tests.House;

namespace Realtime.Tests.Deploy;

/// <summary>The manifests against the product and against each other: names, keys, ports, paths and times that have to agree.</summary>
public sealed class KubernetesTests
{
    [Fact]
    public void Every_variable_is_a_setting_and_every_file_is_used()
    {
        Findings.None(
            "a variable that no setting has is refused at the start",
            Manifests.Overlays.SelectMany(overlay => Manifests.SettingsOf(overlay, "realtime-0")).Select(one => one.Key).Where(key => !KnownSettings.Contains(key)).Distinct());
        string[] used = [.. Yaml.File(Manifests.Folder + "base/kustomization.yaml")["resources"].Texts.Select(file => "base/" + file),
            "base/kustomization.yaml", "base/settings.env", "secrets.example.yaml",
            .. Manifests.Overlays.SelectMany(overlay => (string[])[$"{overlay}/kustomization.yaml", $"{overlay}/city.env", $"{overlay}/spread.yaml"])];
        Assert.Equal(used.Order(StringComparer.Ordinal), Repository.Files.Where(file => file.StartsWith(Manifests.Folder, StringComparison.Ordinal)).Select(file => file[Manifests.Folder.Length..]).Order(StringComparer.Ordinal));
    }

    /// <summary>Nothing insecure is accepted by name: every connection is encrypted, or the node would refuse to start.</summary>
    [Theory]
    [InlineData("single-zone")]
    [InlineData("three-zones")]
    public void Each_node_would_start_in_production_with_everything_encrypted(string overlay)
    {
        int replicas = Number(Manifests.Nodes["spec"]["replicas"]);
        for (int pod = 0; pod < replicas; pod++)
        {
            string name = $"{Manifests.Nodes["metadata"]["name"].Text}-{pod}";
            RealtimeSettings settings = KnownSettings.Read(Manifests.SettingsOf(overlay, name));

            Assert.Equal(NodeEnvironment.Production, settings.Node.Environment);
            Assert.Empty(settings.Access.AcceptInsecure);
            Assert.Equal(Role.Monitor, Assert.Single(settings.Access.Keys, key => key.Caller.Name.Equals("metrics", StringComparison.OrdinalIgnoreCase)).Caller.Role);
            Assert.NotNull(settings.Node.Tls);
            Assert.Equal($"{name}.{Manifests.Nodes["spec"]["serviceName"].Text}", settings.Node.PublicHost);
            Assert.Contains($"akka.ssl.tcp://realtime@{settings.Node.PublicHost}:{settings.Node.Port}", settings.Node.SeedNodes);
            Assert.Equal(replicas, settings.Node.SeedNodes.Count);
            Assert.InRange(settings.Cluster.MembersMin, 1, replicas - 1);
            Assert.Equal("sasl_ssl", settings.Kafka.Properties["security.protocol"]);
            Assert.NotEmpty(settings.Http.TrustedProxies);
            Assert.NotEqual(settings.Journal.ConnectionString, settings.Family.Keys);
        }
    }

    [Fact]
    public void Every_secret_and_key_that_is_asked_for_is_in_the_example_and_nothing_else()
    {
        string[] mounted = [.. Manifests.Pod["volumes"].Items.Select(volume => volume["secret"]["secretName"].Text).Where(name => name.Length > 0)];
        Findings.None("name it in secrets.example.yaml", Manifests.FromSecrets.Where(one => !Manifests.Secrets.GetValueOrDefault(one.Secret, []).Contains(one.Key)).Select(one => $"{one.Secret}/{one.Key}"));
        Findings.None("name it in secrets.example.yaml", mounted.Where(name => !Manifests.Secrets.ContainsKey(name)));
        Findings.None("nobody asks for it", Manifests.Secrets.Keys.Except(mounted).Except(Manifests.FromSecrets.Select(one => one.Secret)));
        Assert.All(Yaml.Documents(Manifests.Folder + "secrets.example.yaml").SelectMany(secret => secret["stringData"].Map.Values), value => Assert.Equal("", value.Text));

        // Files that settings name lie where a secret is mounted.
        Dictionary<string, string> mounts = Manifests.Container["volumeMounts"].Items.ToDictionary(mount => mount["name"].Text, mount => mount["mountPath"].Text);
        string[] files = [.. Manifests.Pod["volumes"].Items.Where(volume => volume["secret"].Exists).SelectMany(volume => Manifests.Secrets[volume["secret"]["secretName"].Text].Select(key => $"{mounts[volume["name"].Text]}/{key}"))];
        Findings.None("no secret puts a file there", Manifests.EnvFile(Manifests.Folder + "base/settings.env").Select(one => one.Value).Where(value => value.StartsWith("/etc/", StringComparison.Ordinal)).Except(files));
    }

    [Fact]
    public void Ports_and_probes_are_the_products()
    {
        RealtimeSettings settings = KnownSettings.Read(Manifests.SettingsOf("single-zone", "realtime-0"));
        Dictionary<string, int> ports = Manifests.Container["ports"].Items.ToDictionary(port => port["name"].Text, port => Number(port["containerPort"]));
        Assert.Equal((settings.Http.Port, settings.Node.Port), (ports["http"], ports["nodes"]));
        foreach ((string probe, string path) in new[] { ("startupProbe", "/healthz/live"), ("livenessProbe", "/healthz/live"), ("readinessProbe", "/healthz/ready") })
        {
            Yaml get = Manifests.Container[probe]["httpGet"];
            Assert.Equal(path, get["path"].Text);
            Assert.Contains(Realtime.Tests.Access.RouteTable.Rows, row => row.Path == path);
            Assert.True(ports.ContainsKey(get["port"].Text));
            Assert.Contains(get["httpHeaders"].Items.Single(header => header["name"].Text == "Host")["value"].Text, settings.Http.AllowedHosts);
        }

        Assert.True(Number(Manifests.Container["readinessProbe"]["timeoutSeconds"]) > settings.Http.AnswerTimeout.TotalSeconds);
        Assert.All(
            Manifests.Base.Where(document => document["kind"].Text == "Service").SelectMany(service => service["spec"]["ports"].Items),
            port => Assert.True(ports.ContainsKey(port["targetPort"].Text)));
        Assert.Contains(Manifests.Base, document => document["kind"].Text == "Service" && document["metadata"]["name"].Text == Manifests.Nodes["spec"]["serviceName"].Text && document["spec"]["clusterIP"].Text == "None");
    }

    [Fact]
    public void A_planned_stop_has_the_time_it_may_take()
    {
        int pause = Number(Manifests.Container["lifecycle"]["preStop"]["sleep"]["seconds"]);
        Assert.InRange(Number(Manifests.Pod["terminationGracePeriodSeconds"]), CityNode.StopMax.TotalSeconds + pause, CityNode.StopMax.TotalSeconds + pause + 60);
    }

    [Fact]
    public void A_node_may_do_nothing_but_its_work()
    {
        Assert.Equal("true", Manifests.Pod["securityContext"]["runAsNonRoot"].Text);
        Assert.Contains("USER " + Manifests.Pod["securityContext"]["runAsUser"].Text + ":", Repository.Text("deploy/Dockerfile"), StringComparison.Ordinal);
        Assert.Equal("RuntimeDefault", Manifests.Pod["securityContext"]["seccompProfile"]["type"].Text);
        Assert.Equal("false", Manifests.Pod["automountServiceAccountToken"].Text);
        Assert.Equal("false", Manifests.Container["securityContext"]["allowPrivilegeEscalation"].Text);
        Assert.Equal("true", Manifests.Container["securityContext"]["readOnlyRootFilesystem"].Text);
        Assert.Equal(["ALL"], Manifests.Container["securityContext"]["capabilities"]["drop"].Texts);
    }

    /// <summary>Labels, names and budgets: what selects finds the pods, and one of them may go at a time.</summary>
    [Fact]
    public void What_selects_the_nodes_selects_the_nodes()
    {
        const string label = "app.kubernetes.io/name";
        string name = Manifests.Nodes["spec"]["template"]["metadata"]["labels"][label].Text;
        Yaml budget = Manifests.Base.Single(document => document["kind"].Text == "PodDisruptionBudget")["spec"];
        Yaml network = Manifests.Base.Single(document => document["kind"].Text == "NetworkPolicy")["spec"];
        Assert.Equal("1", budget["maxUnavailable"].Text);
        Assert.All(
            (Yaml[])[budget["selector"]["matchLabels"], Manifests.Nodes["spec"]["selector"]["matchLabels"], network["podSelector"]["matchLabels"],
                .. Manifests.Base.Where(document => document["kind"].Text == "Service").Select(service => service["spec"]["selector"]),
                .. Manifests.Overlays.SelectMany(Spreads).Select(spread => spread["labelSelector"]["matchLabels"])],
            labels => Assert.Equal(name, labels[label].Text));
        Assert.Equal(["Ingress", "Egress"], network["policyTypes"].Texts);
        Assert.Equal("Parallel", Manifests.Nodes["spec"]["podManagementPolicy"].Text);
        Assert.Contains(Spreads("three-zones"), spread => spread["topologyKey"].Text == "topology.kubernetes.io/zone" && spread["whenUnsatisfiable"].Text == "DoNotSchedule");
        Assert.Contains(Spreads("single-zone"), spread => spread["topologyKey"].Text == "kubernetes.io/hostname" && spread["whenUnsatisfiable"].Text == "DoNotSchedule");
    }

    private static IReadOnlyList<Yaml> Spreads(string overlay)
    {
        Yaml patch = Yaml.File($"{Manifests.Folder}{overlay}/spread.yaml");
        Assert.Equal(Manifests.Nodes["metadata"]["name"].Text, patch["metadata"]["name"].Text);
        return patch["spec"]["template"]["spec"]["topologySpreadConstraints"].Items;
    }

    private static int Number(Yaml scalar) => int.Parse(scalar.Text, CultureInfo.InvariantCulture);
}
