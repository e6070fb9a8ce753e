using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Realtime.Domain;

namespace Realtime.Replay.Recordings;

/// <summary>
/// River gauges of Sri Lanka through Cyclone Ditwah (23 November to 1 December 2025): <c>water_levels.tsv</c> with station, Unix seconds and metres,
/// and <c>stations.json</c> with the official thresholds.
/// </summary>
public sealed class SriLankaRecording : MemoryRecording
{
    /// <summary>Metres a level must fall below a threshold before the stage steps down: gauge readings jitter by a few centimetres.</summary>
    public const double DeadBandM = 0.10;

    private SriLankaRecording(IReadOnlyList<Registration> registrations, IReadOnlyList<Reading> readings)
        : base(registrations, readings)
    {
    }

    public override string Name => "srilanka";

    public override ThingKind Kind => ThingKind.Sensor;

    /// <summary>The source's column is named <c>time_ut</c>: universal time.</summary>
    public override TimeSpan UtcOffset => TimeSpan.Zero;

    public override string Covers => "river gauges of nine basins in Sri Lanka, November 2025 flood";

    public override string Credit =>
        "Irrigation Department and Disaster Management Centre of Sri Lanka, collected by lk_irrigation (Nuwan I. Senaratna), MIT";

    public override TimeSpan HeartbeatInterval => TimeSpan.FromMinutes(10);

    /// <summary>Reads the folder <c>srilanka</c>.</summary>
    /// <exception cref="InvalidDataException">A line or a station cannot be understood.</exception>
    public static SriLankaRecording Load(string folder, RecordingOptions options)
    {
        using FileStream file = File.OpenRead(Path.Combine(folder, "stations.json"));
        Station[] stations = JsonSerializer.Deserialize<Station[]>(file) ?? throw new InvalidDataException("stations.json holds no stations");
        List<Registration> registrations = [.. stations.Select(station => Register(station, options))];
        return new SriLankaRecording(registrations, ReadLevels(Path.Combine(folder, "water_levels.tsv")));
    }

    private static Registration Register(Station station, RecordingOptions options) => new()
    {
        Key = new ThingKey(ThingKind.Sensor, IdOf(station.Name)),
        // Some gauges stand for several districts ("LK-11;LK-12"): the first one named owns the alert.
        Municipality = station.DistrictId.Split(';')[0],
        Name = $"{station.Name} ({station.RiverName})",
        Source = "srilanka",
        Latitude = station.LatLng[0],
        Longitude = station.LatLng[1],
        SensorType = SensorType.RiverLevel,
        Thresholds = new StageThresholds(
            [
                new StageThreshold(2, station.AlertLevelM, "ALERT"),
                new StageThreshold(3, station.MinorFloodLevelM, "MINOR_FLOOD"),
                new StageThreshold(4, station.MajorFloodLevelM, "MAJOR_FLOOD"),
            ],
            DeadBandM),
        SilenceLimit = options.GaugeSilenceLimit,
    };

    private static List<Reading> ReadLevels(string path)
    {
        List<(long Time, string Station, double Level)> rows = [];
        foreach (string line in File.ReadLines(path).Skip(1))
        {
            string[] cells = line.Split('\t');
            if (cells.Length != 3
                || !long.TryParse(cells[1], NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
                || !double.TryParse(cells[2], NumberStyles.Float, CultureInfo.InvariantCulture, out double level))
            {
                throw new InvalidDataException($"{path} line {rows.Count + 2}: expected station, Unix seconds and metres, found \"{line}\"");
            }

            rows.Add((seconds, cells[0], level));
        }

        // The file is newest first. Ties are broken by name, so that a row has the same number in every run.
        return [.. rows.OrderBy(row => row.Time).ThenBy(row => row.Station, StringComparer.Ordinal).Select(Read)];
    }

    private static Reading Read((long Time, string Station, double Level) row) => new SensorReading
    {
        ThingId = IdOf(row.Station),
        Time = DateTimeOffset.FromUnixTimeSeconds(row.Time),
        Type = SensorType.RiverLevel,
        Value = row.Level,
    };

    /// <summary>The thing's id of a station's name: <c>Yaka Wewa</c> is <c>lk-yaka-wewa</c>.</summary>
    public static string IdOf(string stationName) => "lk-" + stationName.Replace(' ', '-').ToLowerInvariant();

    private sealed record Station(
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("river_name")] string RiverName,
        [property: JsonPropertyName("district_id")] string DistrictId,
        [property: JsonPropertyName("lat_lng")] double[] LatLng,
        [property: JsonPropertyName("alert_level_m")] double AlertLevelM,
        [property: JsonPropertyName("minor_flood_level_m")] double MinorFloodLevelM,
        [property: JsonPropertyName("major_flood_level_m")] double MajorFloodLevelM);
}
