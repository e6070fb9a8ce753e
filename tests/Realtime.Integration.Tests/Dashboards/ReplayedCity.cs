using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.RegularExpressions;
using Realtime.Domain;
using Realtime.Integration.Tests.City;
using Realtime.Integration.Tests.Servers;
using Realtime.Streams.Codec;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.Dashboards;

/// <summary>
/// All bundled recordings through a real node into a real InfluxDB, scraped by a real Prometheus; once for all tests, on first use.
/// After the recordings comes what a clean recording has not: a record nobody can read and a reading that two logs brought.
/// </summary>
public sealed partial class ReplayedCity : IAsyncLifetime
{
    /// <summary>End of the node's certificate.</summary>
    internal static readonly DateTimeOffset CertificateEnd = DateTimeOffset.UnixEpoch.AddYears(90);

    private readonly string _certificates = Directory.CreateTempSubdirectory("realtime-replayed-tls-").FullName;
    private readonly TestAuthority _authority = new();
    private readonly Lazy<Task> _replayed;
    private InfluxServer? _influx;
    private PrometheusServer? _prometheus;
    private CityRun? _city;

    public ReplayedCity() => _replayed = new Lazy<Task>(ReplayAsync);

    /// <summary>Event time of the first rows.</summary>
    internal static DateTimeOffset Start => CityRun.Start;

    internal InfluxServer Influx => _influx!;

    internal PrometheusServer Prometheus => _prometheus!;

    internal CityRun City => _city!;

    /// <summary>When the replay began, by the clock.</summary>
    internal DateTimeOffset Began { get; private set; }

    /// <summary>Event time of the last water level.</summary>
    internal DateTimeOffset LastWaterLevel { get; private set; }

    /// <summary>Event time of the last point of any measurement.</summary>
    internal DateTimeOffset LastPoint { get; private set; }

    /// <summary>Readings that were sent and must be applied.</summary>
    internal long Readings { get; private set; }

    /// <summary>Those of sensors: the 4,045 of the gauges of Sri Lanka, and what was sent beside.</summary>
    internal int SensorReadings { get; private set; }

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Waits until everything is evaluated, stored and scraped; skips the test aloud when a server is not installed.</summary>
    public Task ReadyAsync()
    {
        InfluxServer.Require();
        PrometheusServer.Require();
        return _replayed.Value;
    }

    public async Task DisposeAsync()
    {
        _prometheus?.Dispose();
        if (_city is not null)
        {
            await _city.DisposeAsync();
        }

        _influx?.Dispose();
        _authority.Dispose();
        Directory.Delete(_certificates, recursive: true);
    }

    private async Task ReplayAsync()
    {
        _influx = new InfluxServer();
        using X509Certificate2 certificate = _authority.Issue(["127.0.0.1"], until: CertificateEnd);
        string[] tls = [.. _authority.Settings(_certificates, certificate).SelectMany(setting => new[] { $"--{setting.Key}", setting.Value })];
        _city = await CityRun.StartAsync([.. _influx.NodeSettings, .. tls]);
        _prometheus = await PrometheusServer.StartAsync($"127.0.0.1:{_city.Address.Port}");
        Began = TimeProvider.System.GetUtcNow();
        string printed = await _city.ReplayAsync("max");
        Readings = long.Parse(Sent().Match(printed).Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) + 1;
        await _city.DoneAsync();
        await SendOddRecordsAsync(_city);
        await _city.WrittenAsync();
        CityBeside beside = new(_city);
        await beside.SendAsync(await LastAsync("/.*/"));
        Readings += beside.Readings;
        SensorReadings = 4_045 + beside.SensorReadings;
        await Eventually.TrueAsync("what was sent beside is applied", async () => await _city.MetricAsync(MetricNames.ReadingsApplied) == Readings);
        await _city.DoneAsync();
        await beside.AcknowledgeAsync();
        await _city.WrittenAsync();
        LastWaterLevel = await LastAsync(Measurements.WaterLevel);
        LastPoint = await LastAsync("/.*/");
    }

    private static async Task SendOddRecordsAsync(CityRun city)
    {
        await Topic.SendAsync(city.Bootstrap, Topics.Sensor, "unreadable", "{"u8.ToArray());
        VehicleReading reading = new()
        {
            ThingId = "plough-1",
            Time = Start.AddHours(1),
            Latitude = 37.04,
            Longitude = 136.97,
            Origin = new Origin("another-log", 1),
        };
        await Topic.SendAsync(city.Bootstrap, Topics.Vehicle, reading.ThingId, TelemetryEncoder.Encode(reading));
        await Topic.SendAsync(city.Bootstrap, Topics.Vehicle, reading.ThingId, TelemetryEncoder.Encode(reading));
        await Eventually.TrueAsync("the unreadable record is counted", async () => await city.MetricAsync(MetricNames.RecordsRejected) == 1);
        await Eventually.TrueAsync("the repeated reading is counted", async () => await city.MetricAsync(MetricNames.ReadingsSkipped) == 1);
        await city.DoneAsync();
    }

    private async Task<DateTimeOffset> LastAsync(string measurement)
    {
        List<Dictionary<string, JsonElement>> last = await Influx.QueryAsync($"SELECT * FROM {measurement} ORDER BY time DESC LIMIT 1");
        return DateTimeOffset.UnixEpoch.AddTicks(last.Max(row => row["time"].GetInt64()) / 100);
    }

    [GeneratedRegex("^sent: ([0-9,]+) readings", RegexOptions.Multiline)]
    private static partial Regex Sent();
}

/// <summary>The tests that look at the one replayed city.</summary>
[CollectionDefinition(nameof(ReplayedCity))]
public sealed class ReplayedCityUsers : ICollectionFixture<ReplayedCity>;
