using Realtime.Cluster.Access;
using Realtime.Cluster.Settings;
using Realtime.Cluster.Startup;

namespace Realtime.Tests.Host;

/// <summary>An open or insecure node does not start, and says in one sentence why; what a network protects can be accepted by name, an open door cannot.</summary>
public sealed class SafeStartTests
{
    private static readonly string Hash = AccessKeys.HashOf("rt_any");

    private static readonly (string Key, string Value)[] Login = [("Access:Keys:duty:Hash", Hash), ("Access:Keys:duty:Role", "Operator"), ("Access:Keys:duty:Municipalities", "37201")];

    private static readonly (string Key, string Value)[] Door = [("Http:Address", "*"), ("Http:AllowedHosts", "city.example")];

    [Fact]
    public void The_defaults_start_without_a_login_because_only_this_machine_can_ask() => Assert.Equal(NodeEnvironment.Development, Read().Node.Environment);

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public void Nobody_else_may_ask_without_a_login_in_any_environment(string environment)
    {
        string message = Refusal([.. Door, ("Node:Environment", environment), ("Access:AcceptInsecure", string.Join(",", SafeStart.Parts))]);
        Assert.Contains("nobody would have to log in", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Production_on_loopback_needs_a_login_too() => Assert.Contains("nobody would have to log in", Refusal([("Node:Environment", "Production")]), StringComparison.Ordinal);

    [Fact]
    public void An_address_that_others_reach_is_production_unless_it_is_said_otherwise()
    {
        Assert.Contains("Node:Environment is Production", Refusal([.. Door, .. Login]), StringComparison.Ordinal);
        Assert.Equal(NodeEnvironment.Development, Read([.. Door, .. Login, ("Node:Environment", "Development")]).Node.Environment);
    }

    [Theory]
    [InlineData("http", "Http:PublicUrl", "http://city.example")]
    [InlineData("kafka", "Kafka:Properties:security.protocol", "sasl_plaintext")]
    [InlineData("journal", "Journal:ConnectionString", "Host=db;Username=u;Password=hidden")]
    [InlineData("keys", "Family:Keys", "Host=db;Username=u;Password=hidden")]
    [InlineData("timeseries", "TimeSeries:Url", "http://influx:8086")]
    [InlineData("mail", "Mail:Tls", "None")]
    [InlineData("nodes", "Node:Host", "10.0.0.7")]
    public void Each_unencrypted_way_out_is_named_and_can_be_accepted_by_its_name(string part, string key, string value)
    {
        (string, string)[] safe = [.. Safe.Where(pair => pair.Key != key), (key, value)];
        string message = Refusal(safe);
        Assert.Contains(key.StartsWith("Journal", StringComparison.Ordinal) ? "PostgreSQL" : part == "kafka" ? "Kafka" : part == "nodes" ? "nodes" : key, message, StringComparison.Ordinal);
        Assert.Contains($"({part})", message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", message, StringComparison.Ordinal);
        Assert.Equal([part], Read([.. safe, ("Access:AcceptInsecure", part)]).Access.AcceptInsecure);
    }

    [Fact]
    public void A_safe_production_starts() => Assert.Equal(NodeEnvironment.Production, Read(Safe).Node.Environment);

    [Theory]
    [InlineData("Access:Keys:duty:Hash", "short", "64 hexadecimal digits")]
    [InlineData("Access:Keys:duty:Role", "Root", "the role of duty")]
    [InlineData("Access:Keys:duty:Municipalities", "", "Municipalities for duty")]
    [InlineData("Access:Authority", "http://login.city.example", "https address")]
    [InlineData("Access:Authority", "https://login.city.example", "Access:Audience")]
    [InlineData("Access:Public", "household", "never public")]
    [InlineData("Access:AcceptInsecure", "everything", "a list of http")]
    public void Wrong_settings_of_the_access_are_one_sentence(string key, string value, string expected) =>
        Assert.Contains(expected, Refusal([.. Login.Where(pair => pair.Key != key), (key, value)]), StringComparison.Ordinal);

    [Fact]
    public void Hashes_are_not_printed_and_a_new_key_fits_its_hash()
    {
        SettingReader reader = new([Layer(Login)]);
        RealtimeSettings.Read(reader);
        string printed = string.Join('\n', HelpText.Effective(reader.Effective));
        Assert.DoesNotContain(Hash, printed, StringComparison.Ordinal);
        Assert.Contains("duty:Role=Operator", printed, StringComparison.Ordinal);

        string[] lines = HelpText.NewKey().Split('\n');
        string key = lines.Single(line => line.Contains("rt_", StringComparison.Ordinal)).Trim();
        Assert.Contains(AccessKeys.HashOf(key), lines.Single(line => line.Contains("Hash", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static (string Key, string Value)[] Safe =>
    [
        .. Door, .. Login,
        ("Http:PublicUrl", "https://city.example"),
        ("Kafka:BootstrapServers", "kafka:9093"),
        ("Kafka:Properties:security.protocol", "sasl_ssl"),
        ("Journal:Provider", "PostgreSql"), ("Journal:ConnectionString", "Host=db;Username=u;Password=hidden;SSL Mode=VerifyFull"),
        ("TimeSeries:Provider", "InfluxDb1"), ("TimeSeries:Url", "https://influx:8086"),
        ("Mail:Host", "mail.city.example"), ("Mail:From", "a@city.example"), ("Mail:Tls", "StartTls"),
    ];

    private static string Refusal((string Key, string Value)[] values) => Assert.Throws<StartException>(() => Read(values)).Message;

    private static RealtimeSettings Read(params (string Key, string Value)[] values) => RealtimeSettings.Read(new SettingReader([Layer(values)]));

    private static SettingsLayer Layer((string Key, string Value)[] values) => new("file", values.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase));
}
