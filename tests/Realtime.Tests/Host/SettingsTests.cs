using System.Collections;
using Realtime.Cluster.Settings;
using Realtime.Cluster.Startup;

namespace Realtime.Tests.Host;

public class SettingsTests
{
    [Fact]
    public void Without_any_setting_one_node_runs_with_embedded_parts_on_loopback()
    {
        RealtimeSettings settings = Read();

        Assert.True(settings.Kafka.Embedded);
        Assert.Equal(8, settings.Kafka.Partitions);
        Assert.Equal(JournalProvider.Sqlite, settings.Journal.Provider);
        Assert.Equal(Path.GetFullPath("data"), settings.Node.DataDirectory);
        Assert.True(settings.Http.Loopback);
        Assert.Equal(8080, settings.Http.Port);
        Assert.False(settings.Mail.Enabled);
        Assert.True(settings.Replay.Enabled);
        Assert.Equal(3600, settings.Replay.Speed.Factor);
    }

    [Fact]
    public void Later_layers_win_and_lists_are_replaced_as_a_whole()
    {
        SettingsLayer file = Layer("file", ("Http:Port", "9000"), ("Mail:Operators:0", "a@city.example"), ("Mail:Operators:1", "b@city.example"));
        SettingsLayer environment = SettingsLayers.FromEnvironment(new Hashtable { ["REALTIME__HTTP__PORT"] = "9001", ["REALTIME__MAIL__OPERATORS"] = "c@city.example", ["PATH"] = "/bin" });
        SettingsLayer line = CommandLine.Parse(["--port=9002", "--no-replay"]).Settings;

        RealtimeSettings settings = Read(file, environment, line);

        Assert.Equal(9002, settings.Http.Port);
        Assert.Equal(["c@city.example"], settings.Mail.Operators);
        Assert.False(settings.Replay.Enabled);
        Assert.Equal(9001, Read(file, environment).Http.Port);
        Assert.Equal(["a@city.example", "b@city.example"], Read(file).Mail.Operators);
    }

    [Theory]
    [InlineData("Kafka:Partitions", "many", "a whole number from 1 to 1024")]
    [InlineData("Kafka:Partitions", "0", "a whole number from 1 to 1024")]
    [InlineData("Http:Port", "99999", "a whole number from 0 to 65535")]
    [InlineData("Http:Address", "nowhere", "localhost, * or an IP address")]
    [InlineData("Replay:Speed", "-1", "a number above 0")]
    [InlineData("Replay:Speed", "NaN", "a number above 0")]
    [InlineData("Replay:Enabled", "perhaps", "true or false")]
    [InlineData("Journal:Provider", "Oracle", "one of Sqlite, PostgreSql")]
    [InlineData("Journal:Provider", "1", "one of Sqlite, PostgreSql")]
    [InlineData("Node:TimeZone", "Mars/Olympus", "IANA name")]
    [InlineData("TimeSeries:Url", "influx", "an address such as")]
    [InlineData("Kafka:OnOffsetsLost", "Latest", "one of Stop, Earliest")]
    [InlineData("Node:Host", "a b", "a host name or an IP address")]
    [InlineData("Mail:Operators", "nobody", "a list of mail addresses")]
    public void A_wrong_value_is_one_sentence_that_names_setting_value_and_expectation(string key, string value, string expected)
    {
        StartException fault = Assert.Throws<StartException>(() => Read(Layer("environment", (key, value))));

        Assert.Contains(key, fault.Message, StringComparison.Ordinal);
        Assert.Contains($"\"{value}\"", fault.Message, StringComparison.Ordinal);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void What_belongs_together_is_demanded_together()
    {
        Assert.Contains("Journal:ConnectionString", Refusal(("Journal:Provider", "PostgreSql")), StringComparison.Ordinal);
        Assert.Contains("TimeSeries:Url", Refusal(("TimeSeries:Provider", "InfluxDb1")), StringComparison.Ordinal);
        Assert.Contains("Mail:From", Refusal(("Mail:Host", "mail.city.example")), StringComparison.Ordinal);
        Assert.Contains("plain text", Refusal(("Mail:Host", "mail.city.example"), ("Mail:From", "a@city.example"), ("Mail:User", "u"), ("Mail:Tls", "None")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Host=db;Port=many;Password=hidden")]
    [InlineData("Database=realtime")]
    public void A_journal_address_that_makes_no_sense_is_refused_before_anything_starts(string text)
    {
        string message = Refusal(("Journal:Provider", "PostgreSql"), ("Journal:ConnectionString", text));

        Assert.Contains("Journal:ConnectionString", message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_that_others_can_reach_is_told_its_names_and_always_knows_its_address()
    {
        Assert.Contains("Http:AllowedHosts", Refusal(("Http:Address", "*")), StringComparison.Ordinal);
        Assert.Equal(["city.example", "10.0.0.7"], HttpSettings.Read(new SettingReader([Layer("file", ("Http:Address", "10.0.0.7"), ("Http:AllowedHosts", "city.example"))])).AllowedHosts);
        Assert.Equal(["city.example"], HttpSettings.Read(new SettingReader([Layer("file", ("Http:Address", "*"), ("Http:AllowedHosts", "city.example"))])).AllowedHosts);
        Assert.Contains("localhost", Read().Http.AllowedHosts);
    }

    [Fact]
    public void A_password_in_an_address_is_refused_and_not_repeated()
    {
        string message = Refusal(("TimeSeries:Provider", "InfluxDb1"), ("TimeSeries:Url", "http://me:hidden@influx:8086"));

        Assert.Contains("TimeSeries:Password", message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_setting_is_refused_and_not_ignored()
    {
        Assert.Contains("Unknown setting Kafka:Partitons (file)", Assert.Throws<StartException>(() => Read(Layer("file", ("Kafka:Partitons", "4")))).Message, StringComparison.Ordinal);
    }

    /// <summary>As an environment gives them, where names hold no dots.</summary>
    [Fact]
    public void Kafka_properties_are_read_with_underscores_for_dots()
    {
        RealtimeSettings settings = Read(SettingsLayers.FromEnvironment(new System.Collections.Hashtable
        {
            ["REALTIME__KAFKA__PROPERTIES__SECURITY_PROTOCOL"] = "sasl_ssl",
            ["REALTIME__KAFKA__PROPERTIES__SASL_PASSWORD"] = "hidden_Word",
        }));

        Assert.Equal("sasl_ssl", settings.Kafka.Properties["security.protocol"]);
        Assert.Equal("hidden_Word", settings.Kafka.Properties["sasl.password"]);
    }

    [Fact]
    public void Secrets_are_masked_in_what_is_printed()
    {
        SettingReader reader = new([Layer("file", ("Journal:Provider", "PostgreSql"), ("Journal:ConnectionString", "Host=db;Username=u;Password=hidden1"), ("Mail:Password", "hidden2"), ("TimeSeries:Token", "hidden3"), ("Kafka:Properties:sasl.jaas.config", "hidden4"), ("Kafka:Properties:security.protocol", "SaslSsl"), ("Kafka:Properties:SASL_PASSWORD", "hidden5"))]);
        RealtimeSettings.Read(reader);

        string printed = string.Join('\n', HelpText.Effective(reader.Effective));

        Assert.DoesNotContain("hidden", printed, StringComparison.Ordinal);
        Assert.Contains("SaslSsl", printed, StringComparison.Ordinal);
        Assert.Contains("db", printed, StringComparison.Ordinal);
        Assert.Contains("Kafka:Partitions", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--frsh", "Unknown option --frsh")]
    [InlineData("fresh", "Unknown option fresh")]
    [InlineData("--port", "needs a value")]
    [InlineData("-x", "Unknown option -x")]
    public void An_unknown_option_is_one_sentence(string argument, string expected) =>
        Assert.Contains(expected, Assert.Throws<StartException>(() => CommandLine.Parse([argument])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_broken_file_is_named_with_its_line()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("realtime-").FullName, "appsettings.json");
        File.WriteAllText(path, "{\n  \"Realtime\": {\n    \"Http\": oops\n  }\n}");

        string message = Assert.Throws<StartException>(() => SettingsLayers.FromFile(path)).Message;

        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Contains("line 3", message, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    private static string Refusal(params (string Key, string Value)[] values) => Assert.Throws<StartException>(() => Read(Layer("file", values))).Message;

    private static RealtimeSettings Read(params SettingsLayer[] layers) => RealtimeSettings.Read(new SettingReader(layers));

    private static SettingsLayer Layer(string origin, params (string Key, string Value)[] values) =>
        new(origin, values.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase));
}
