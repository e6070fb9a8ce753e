using System.Collections.Immutable;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Confluent.Kafka;
using Realtime.Streams.Kafka;
using Realtime.Tests.Support;

namespace Realtime.Tests.Streams;

/// <summary>
/// The settings of Kafka's encryption reach the client and do what they say, as far as a TLS server without a broker behind it can tell: the client
/// shows its certificate, and speaks to nobody but the host it meant under the authority it was given.
/// </summary>
public sealed class KafkaTlsTests : IDisposable
{
    private const string Here = "127.0.0.1";
    private readonly string _folder = Directory.CreateTempSubdirectory("realtime-kafka-tls-").FullName;
    private readonly TestAuthority _authority = new("kafka");
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public KafkaTlsTests() => _listener.Start();

    public void Dispose()
    {
        _listener.Dispose();
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_client_shows_its_certificate_and_then_speaks()
    {
        (string? subject, int bytes) = await AskedAsync(_authority.Issue([Here]));
        Assert.Equal("CN=realtime", subject);
        Assert.True(bytes > 0);
    }

    [Fact]
    public async Task A_broker_with_a_certificate_for_another_host_hears_nothing() => Assert.Equal((null, 0), await AskedAsync(_authority.Issue(["kafka.city.example"])));

    [Fact]
    public async Task A_broker_of_another_authority_hears_nothing()
    {
        using TestAuthority other = new("kafka");
        Assert.Equal((null, 0), await AskedAsync(other.Issue([Here])));
    }

    /// <summary>Lets the product's client call a server with this certificate.</summary>
    /// <returns>What the client showed and how much it said first; nothing when it broke off.</returns>
    private async Task<(string? Subject, int Bytes)> AskedAsync(X509Certificate2 server)
    {
        _authority.Settings(_folder, "realtime");
        var settings = new KafkaSettings
        {
            BootstrapServers = _listener.LocalEndpoint.ToString()!,
            Partitions = 1,
            Properties = new Dictionary<string, string>
            {
                ["security.protocol"] = "ssl",
                ["ssl.ca.location"] = Path.Combine(_folder, "ca.crt"),
                ["ssl.certificate.location"] = Path.Combine(_folder, "tls.crt"),
                ["ssl.key.location"] = Path.Combine(_folder, "tls.key"),
            }.ToImmutableDictionary(),
        };
        using IAdminClient client = ClientConfigs.BuildAdmin(settings);
        Task<Exception?> asking = Task.Run<Exception?>(() => Record.Exception(() => client.GetMetadata(TimeSpan.FromSeconds(0.5))));
        using TcpClient connection = await _listener.AcceptTcpClientAsync();
        await using SslStream tls = new(connection.GetStream());
        (string?, int) heard = await HearAsync(tls, server);
        connection.Close();
        Assert.IsType<KafkaException>(await asking); // There is no broker behind it.
        return heard;
    }

    private static async Task<(string? Subject, int Bytes)> HearAsync(SslStream tls, X509Certificate2 server)
    {
        try
        {
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificate = server,
                ClientCertificateRequired = true,
                RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null, // Whose it is, the test looks at.
            });
            int bytes = await tls.ReadAsync(new byte[64]);
            return bytes == 0 ? (null, 0) : (tls.RemoteCertificate?.Subject, bytes);
        }
        catch (Exception fault) when (fault is IOException or AuthenticationException)
        {
            return (null, 0);
        }
    }
}
