using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Realtime.Domain;
using Realtime.Integration.Tests.City;
using Realtime.Streams.Codec;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.Dashboards;

/// <summary>
/// What the replayed recordings have not and the dashboards show: people counters, buses, a stage that is not borne out, supplies, a vehicle that
/// is lost, an acknowledgement. Counts and positions are recorded ones (tests/data), moved to the days of the replay; the rest is made.
/// </summary>
internal sealed class CityBeside(CityRun city)
{
    /// <summary>The gauge whose jump nobody bears out, and which rises at the end.</summary>
    public const string Gauge = "beside-gauge";

    private const string Place = "birrarung-marr";
    private const string Doubted = "collins-place-south";
    private const string Shelter = "CC0000000537";
    private const string Machine = "beside-drone";
    private const int Partitions = 8;
    private static readonly DateTimeOffset s_day = CityRun.Start.AddDays(1);
    private readonly List<(string Topic, string Key, byte[] Value)> _readings = [];

    /// <summary>Readings that were sent.</summary>
    public int Readings => _readings.Count;

    /// <summary>Those of sensors.</summary>
    public int SensorReadings => _readings.Count(reading => reading.Topic == Topics.Sensor);

    public async Task SendAsync(DateTimeOffset lastPoint)
    {
        await RegisterAsync("sensor", Place, """ "type": "people", "municipality": "beside", "crowd": {"interval_s": 3600, "width_m": 3, "limit_persons_per_h": 5000} """);
        await RegisterAsync("sensor", Doubted, """ "type": "people", "municipality": "beside", "crowd": {"interval_s": 3600} """);
        await RegisterAsync("sensor", Gauge, """
             "type": "river_level", "municipality": "beside", "thresholds": {"dead_band": 0.1, "stages": [{"level": 2, "value": 2}, {"level": 3, "value": 3}, {"level": 4, "value": 4}, {"level": 5, "value": 5}]}
            """);
        await RegisterAsync("vehicle", Machine, """ "source": "beside-drones", "municipality": "beside", "vehicle": {"lost_contact_limit_s": 5, "battery_low_percent": 25, "altitude_max_m": 150} """);
        Count();
        Drive();
        foreach ((int minute, double level) in new[] { (0, 1.0), (10, 4.5), (20, 1.0), (30, 1.1), (40, 1.2), (50, 1.3) })
        {
            Read(Topics.Sensor, Gauge, s_day.AddMinutes(minute), $"\"type\": \"river_level\", \"level_m\": {Number(level)}");
        }

        Read(Topics.Shelter, Shelter, lastPoint.AddHours(1), """ "open": true, "power": false, "supplies": [{"item": "drinking water", "unit": "l", "amount": 900, "use_per_h": 15}] """);
        Read(Topics.Vehicle, Machine, s_day, """
             "source": "beside-drones", "latitude_deg": 35.83, "longitude_deg": 137.96, "on_duty": true, "blade": "up", "occupancy_percent": 40, "battery_percent": 12, "altitude_m": 180
            """);
        await Topic.SendAsync(city.Bootstrap, _readings);
        await LoseAsync();
    }

    /// <summary>An operator takes care of one open alert.</summary>
    public async Task AcknowledgeAsync()
    {
        string id = (await city.OpenAlertIdsAsync("stage"))[0];
        using HttpResponseMessage answer = await city.PostAsync($"/api/v1/alerts/{id}/ack", JsonContent.Create(new { by = "duty officer", comment = "" }));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    // 24 July 2013 at Birrarung Marr up to the largest count of the year, 9,820 at 22 h, and the same hours a week before, from which it knows what
    // is usual; two days in which Collins Place (South) began to see nobody.
    private void Count()
    {
        List<string[]> rows = [.. Rows("people/melbourne_pedestrian_hourly_2013.csv.gz")];
        List<string[]> match = [.. rows.Where(row => row[4] == "Birrarung Marr" && row[0] is "17-Jul-2013" or "24-Jul-2013").Where(row => Whole(row[2]) is >= 12 and <= 22)];
        List<string[]> outage = [.. rows.Where(row => row[4] == "Collins Place (South)" && (row[0] is "10-Mar-2013" or "11-Mar-2013"))];
        Assert.Equal(9820, match.Max(row => Whole(row[5])));
        Count(Place, match, "24-Jul-2013");
        Count(Doubted, outage, "10-Mar-2013");
    }

    /// <summary>Sends counts in their order, moved so that one recorded day is the day of the tests.</summary>
    private void Count(string id, IEnumerable<string[]> rows, string day)
    {
        DateTime first = DateTime.Parse(day, CultureInfo.InvariantCulture);
        foreach ((DateTimeOffset time, string persons) in rows.Select(row => (s_day + (DateTime.Parse(row[0], CultureInfo.InvariantCulture).AddHours(Whole(row[2])) - first), row[5])).Order())
        {
            Read(Topics.Sensor, id, time, $"\"type\": \"people\", \"people_count\": {persons}");
        }
    }

    // Bus 2003 of Austin, 22 March 2016: 16 positions, the last at 30.25227, -97.73467.
    private void Drive()
    {
        foreach (string[] row in Rows("capmetro/2016-03-22.csv.gz").Where(row => row[0] == "2003").OrderBy(row => row[1], StringComparer.Ordinal))
        {
            TimeSpan since = DateTimeOffset.Parse(row[1], CultureInfo.InvariantCulture) - DateTimeOffset.Parse("2016-03-22T19:00:00-05:00", CultureInfo.InvariantCulture);
            Read(Topics.Vehicle, "bus-2003", s_day + since, $"\"municipality\": \"beside\", \"latitude_deg\": {row[5]}, \"longitude_deg\": {row[6]}, \"speed_mps\": {row[2]}");
        }
    }

    /// <summary>The machine that flies too high with a nearly empty battery is not heard any more, while its channel is.</summary>
    private Task LoseAsync() => Topic.SendAsync(city.Bootstrap, Topics.Vehicle, Partitions, [.. new[] { 0, 60, 120 }.Select(seconds => TelemetryEncoder.Encode(new ChannelBeat
    {
        ChannelId = "beside-drones",
        Time = s_day.AddSeconds(seconds),
        ExpectedInterval = TimeSpan.FromMinutes(1),
        ArrivalInterval = TimeSpan.FromMinutes(5),
        Closed = seconds == 120,
    }))]);

    private async Task RegisterAsync(string kind, string id, string settings)
    {
        await Topic.SendAsync(city.Bootstrap, Topics.Registry, id, Encoding.UTF8.GetBytes($$"""{"kind": "{{kind}}", "id": "{{id}}", {{settings}}}"""));
        await Eventually.TrueAsync($"{id} is registered", () => city.HasAsync($"/api/v1/registry/{kind}/{id}"));
    }

    private void Read(string topic, string id, DateTimeOffset time, string rest) =>
        _readings.Add((topic, id, Encoding.UTF8.GetBytes($$"""{"id": "{{id}}", "time": "{{time:O}}", {{rest}}}""")));

    private static IEnumerable<string[]> Rows(string file)
    {
        using GZipStream unpacked = new(File.OpenRead(Path.Combine(BoardFile.Root, "tests", "data", file)), CompressionMode.Decompress);
        using StreamReader lines = new(unpacked);
        lines.ReadLine();
        while (lines.ReadLine() is { } line)
        {
            yield return line.Split(',');
        }
    }

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
