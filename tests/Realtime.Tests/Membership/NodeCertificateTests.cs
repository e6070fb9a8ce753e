using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Realtime.Cluster.Membership;
using Realtime.Cluster.Settings;
using Realtime.Cluster.Startup;
using Realtime.Tests.Support;

namespace Realtime.Tests.Membership;

/// <summary>A certificate that the other nodes would refuse is one sentence at the start, not a node that never becomes a member.</summary>
public sealed class NodeCertificateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("realtime-certificates-").FullName;
    private readonly TestAuthority _authority = new();

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void What_is_right_is_taken() => Assert.NotNull(NodeTls.For(Read(_authority.Settings(_folder, "node1.city.example")), TimeProvider.System, NullLogger.Instance));

    [Fact]
    public void Its_end_and_the_authoritys_are_known()
    {
        DateTimeOffset end = DateTimeOffset.UnixEpoch.AddYears(80).AddDays(3);
        using X509Certificate2 own = _authority.Issue(["node1.city.example"], until: end);
        NodeSettings node = Read(_authority.Settings(_folder, own));
        Assert.Equal([("node", end), ("authority", DateTimeOffset.UnixEpoch.AddYears(100))], NodeCertificates.Load(node.Tls!, node.PublicHost, TimeProvider.System).Ends);
    }

    [Fact]
    public void Without_certificates_there_is_no_TLS() => Assert.Null(NodeTls.For(Read(), TimeProvider.System, NullLogger.Instance));

    [Fact]
    public void A_certificate_for_another_host_is_refused() => Refuses("is not for node1.city.example", _authority.Settings(_folder, "node2.city.example"));

    [Fact]
    public void One_that_has_run_out_is_refused()
    {
        using X509Certificate2 old = _authority.Issue(["node1.city.example"], until: DateTimeOffset.UnixEpoch.AddYears(51));
        Refuses("is valid from", _authority.Settings(_folder, old));
    }

    [Fact]
    public void One_that_may_not_call_is_refused()
    {
        using X509Certificate2 server = _authority.Issue(["node1.city.example"], ["1.3.6.1.5.5.7.3.1"]);
        Refuses("would be refused by the other nodes", _authority.Settings(_folder, server));
    }

    [Fact]
    public void One_of_another_authority_is_refused()
    {
        using TestAuthority other = new("somebody else");
        (string, string)[] settings = _authority.Settings(_folder, "node1.city.example");
        File.WriteAllText(Path.Combine(_folder, "ca.crt"), other.Pem);
        Refuses("would be refused by the other nodes", settings);
    }

    [Fact]
    public void A_key_that_does_not_fit_and_files_that_are_not_there_are_refused()
    {
        (string Key, string Value)[] settings = _authority.Settings(_folder, "node1.city.example");
        string other = Path.Combine(_folder, "other");
        _authority.Settings(other, "node1.city.example");
        Refuses("cannot be used for TLS", [.. settings.Where(one => one.Key != "Node:Tls:Key"), ("Node:Tls:Key", Path.Combine(other, "tls.key"))]);
        Refuses("cannot be used for TLS", [.. settings.Where(one => one.Key != "Node:Tls:Authority"), ("Node:Tls:Authority", Path.Combine(_folder, "nowhere"))]);
        Refuses("cannot be used for TLS", [.. settings.Where(one => one.Key != "Node:Tls:Authority"), ("Node:Tls:Authority", Path.Combine(_folder, "tls.crt"))]);
    }

    [Theory]
    [InlineData("Node:Tls:Certificate", "/x", "TLS between nodes needs certificate, key and authority")]
    [InlineData("Node:SeedNodes", "akka.tcp://realtime@node1:5055", "akka.ssl.tcp://realtime@host:5055, because Node:Tls is set")]
    [InlineData("Node:Tls:Peers", "*.city.example", "without wildcards")]
    public void Settings_that_contradict_each_other_are_one_sentence(string key, string value, string expected)
    {
        (string Key, string Value)[] tls = key == "Node:Tls:Certificate" ? [] : _authority.Settings(_folder, "node1.city.example");
        (string Key, string Value)[] all =
        [
            .. tls, (key, value), ("Node:Host", "127.0.0.1"), ("Kafka:BootstrapServers", "kafka:9092"),
            ("Journal:Provider", "PostgreSql"), ("Journal:ConnectionString", "Host=db;Username=u"), ("Replay:Enabled", "false"),
        ];
        Assert.Contains(expected, Assert.Throws<StartException>(() => RealtimeSettings.Read(Reader(all))).Message, StringComparison.Ordinal);
    }

    private void Refuses(string sentence, (string Key, string Value)[] settings) =>
        Assert.Contains(sentence, Assert.Throws<StartException>(() => NodeTls.For(Read(settings), TimeProvider.System, NullLogger.Instance)).Message, StringComparison.Ordinal);

    private static NodeSettings Read(params (string Key, string Value)[] settings) => NodeSettings.Read(Reader([.. settings, ("Node:PublicHost", "node1.city.example")]));

    private static SettingReader Reader((string Key, string Value)[] settings) =>
        new([new SettingsLayer("test", settings.ToDictionary(one => one.Key, one => one.Value, StringComparer.OrdinalIgnoreCase))]);
}
