using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Confluent.Kafka;
using MimeKit;
using Realtime.Chaos.Mail;
using Realtime.Domain;
using Realtime.Integration.Tests.LoadGen;
using Realtime.Streams.Codec;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.Family;

/// <summary>A broker, a mail server and a node, and one household whose rows the test sends. The node may be killed and started again.</summary>
internal sealed class WatchedTown : IAsyncDisposable
{
    public const string Home = "h-0042";
    private const string Channel = "plugs";
    private readonly string _folder = Directory.CreateTempSubdirectory("realtime-town-").FullName;
    private readonly string _port = FreePorts.Next().ToString(CultureInfo.InvariantCulture);
    private readonly BrokerProcess _broker = new();
    private IProducer<byte[], byte[]> _producer = null!;

    public SmtpStub Mail { get; } = new();

    public NodeProcess Node { get; private set; } = null!;

    public HttpClient Browser { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>Every byte the node has stored.</summary>
    public IEnumerable<(string File, byte[] Bytes)> Stores => Directory.GetFiles(Path.Combine(_folder, "data")).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Select(file => (Path.GetFileName(file), Read(file)));

    public static async Task<WatchedTown> StartAsync()
    {
        WatchedTown town = new();
        await town._broker.InitializeAsync();
        town._producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = town._broker.Bootstrap, Acks = Acks.All }).Build();
        await town.StartNodeAsync();
        return town;
    }

    public async Task StartNodeAsync()
    {
        Node = NodeProcess.Start(
            _folder, "--no-replay", "--port", _port, "--Kafka:BootstrapServers", _broker.Bootstrap, "--Kafka:Partitions", "4",
            "--Http:PublicUrl", $"http://localhost:{_port}/", "--Mail:Host", "127.0.0.1", "--Mail:Port", Mail.Port.ToString(CultureInfo.InvariantCulture), "--Mail:Tls", "None",
            "--Mail:From", "見守り <mimamori@city.example>", "--Mail:Operators", "duty@city.example",
            "--Family:TickSeconds", "0.2", "--Family:RoundSeconds", "0.5");
        await Node.ServingAsync();
    }

    public async Task<JsonNode?> OfficeAsync(HttpMethod method, string path, object? body = null)
    {
        string text = "";
        HttpStatusCode status = HttpStatusCode.ServiceUnavailable;
        await Eventually.TrueAsync($"{method} {path} is answered", AskedAsync, TimeSpan.FromSeconds(60), () => $"{status} {text}\n{Node.Output}\n{Node.Errors}");
        Assert.True((int)status is >= 200 and < 300, $"{method} {path}: {(int)status} {text}\n{Node.Output}\n{Node.Errors}");
        return text.Length == 0 ? null : JsonNode.Parse(text);

        // 503 says that the owner of the household does not answer yet: an office tries again.
        async Task<bool> AskedAsync()
        {
            using HttpRequestMessage request = new(method, new Uri(Node.Http.BaseAddress!, path)) { Content = body is null ? null : JsonContent.Create(body) };
            using HttpResponseMessage answer = await Browser.SendAsync(request);
            (status, text) = (answer.StatusCode, await answer.Content.ReadAsStringAsync());
            return status != HttpStatusCode.ServiceUnavailable;
        }
    }

    /// <summary>A row of now less <paramref name="ago"/>, and the channel's word that nothing older is missing.</summary>
    public async Task RowAsync(TimeSpan ago, bool viewing)
    {
        DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()) - ago;
        await SendAsync(TelemetryEncoder.Encode(new HouseholdReading { ThingId = Home, Time = time, Viewing = viewing, Source = Channel }), Home);
        await SendAsync(TelemetryEncoder.Encode(new ChannelBeat { ChannelId = Channel, Time = time, ExpectedInterval = TimeSpan.FromSeconds(5), ArrivalInterval = TimeSpan.FromMinutes(1) }), Channel);
    }

    /// <summary>The mail to somebody with this word in its subject.</summary>
    public async Task<MimeMessage> MailAsync(string to, string word)
    {
        await Eventually.TrueAsync(
            $"a mail about {word} has arrived at {to}", () => MailsOf(to).Any(mail => mail.Subject!.Contains(word, StringComparison.Ordinal)), TimeSpan.FromSeconds(60),
            () => $"{string.Join('\n', Mail.Mails.Select(mail => $"{mail.To}: {mail.MessageId}"))}\n{Node.Output}\n{Node.Errors}");
        return MailsOf(to).First(mail => mail.Subject!.Contains(word, StringComparison.Ordinal));
    }

    public IReadOnlyList<MimeMessage> MailsOf(string to) =>
        [.. Mail.Mails.Where(mail => mail.To == to).Select(mail => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(mail.Raw))))];

    public async Task<JsonNode> AlertAsync()
    {
        JsonArray alerts = (await Browser.GetFromJsonAsync<JsonArray>(new Uri(Node.Http.BaseAddress!, "/api/v1/alerts?closed=true")))!;
        return alerts.Single(alert => (string?)alert!["rule"] == Rules.NoViewing)!;
    }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        _producer.Dispose();
        Browser.Dispose();
        Mail.Dispose();
        await _broker.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>To the home's partition, the channel's word behind its rows.</summary>
    private async Task SendAsync(byte[] record, string key) => await _producer.ProduceAsync(
        new TopicPartition(Topics.Household, Partitioning.PartitionOf(Home, BrokerProcess.Partitions)), new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(key), Value = record });

    private static byte[] Read(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
