using System.Globalization;
using System.Text.RegularExpressions;
using Realtime.Domain;

namespace Realtime.Replay.Recordings;

/// <summary>
/// Open shelters of Nanao after the Noto earthquake, 118 snapshots from 9 January to 2 September 2024 (JST).
/// A shelter that is absent from a snapshot is closed; being absent after being open is one reading of its own.
/// </summary>
public sealed partial class NanaoRecording : MemoryRecording
{
    /// <summary>団体コード of Nanao: the column 所在地_全国地方公共団体コード of <c>reference_data.csv</c> in the source repository.</summary>
    public const string NanaoCode = "172022";

    private static readonly TimeSpan Jst = TimeSpan.FromHours(9);

    private NanaoRecording(IReadOnlyList<Registration> registrations, IReadOnlyList<Reading> readings, int snapshots)
        : base(registrations, readings) => Snapshots = snapshots;

    public override string Name => "nanao";

    public override ThingKind Kind => ThingKind.Shelter;

    public override TimeSpan UtcOffset => Jst;

    public override string Covers => "open shelters of Nanao City after the Noto earthquake of 1 January 2024";

    public override string Credit =>
        "R06-Noto-Peninsula-EQ-open-shelter-Nanao (pikkarin), from open data of Nanao City and Ishikawa Prefecture, CC BY 4.0";

    public override TimeSpan HeartbeatInterval => TimeSpan.FromHours(1);

    /// <summary>Number of snapshots in the file.</summary>
    public int Snapshots { get; }

    /// <summary>Reads the folder <c>nanao</c>. The shelter is known by its <c>ID</c>: one stands under two districts.</summary>
    /// <exception cref="InvalidDataException">A line cannot be understood.</exception>
    public static NanaoRecording Load(string folder, RecordingOptions options)
    {
        IReadOnlyList<CsvRow> rows = CsvTable.Read(Path.Combine(folder, "open_shelters_history.csv"));
        List<Registration> registrations = [.. rows.GroupBy(row => row["ID"]).OrderBy(group => group.Key, StringComparer.Ordinal).Select(Register)];
        List<IGrouping<DateTimeOffset, CsvRow>> snapshots = [.. rows.GroupBy(TimeOf).OrderBy(group => group.Key)];
        return new NanaoRecording(registrations, ReadSnapshots(snapshots), snapshots.Count);
    }

    private static List<Reading> ReadSnapshots(List<IGrouping<DateTimeOffset, CsvRow>> snapshots)
    {
        List<Reading> readings = [];
        SortedSet<string> open = new(StringComparer.Ordinal);
        foreach (IGrouping<DateTimeOffset, CsvRow> snapshot in snapshots)
        {
            SortedSet<string> listed = new(StringComparer.Ordinal);
            foreach (CsvRow row in snapshot.OrderBy(row => row["ID"], StringComparer.Ordinal))
            {
                listed.Add(row["ID"]);
                readings.Add(Opened(row, snapshot.Key));
            }

            readings.AddRange(open.Except(listed).Order(StringComparer.Ordinal).Select(id => Closed(id, snapshot.Key)));
            open = listed;
        }

        return readings;
    }

    private static ShelterReading Opened(CsvRow row, DateTimeOffset time) => new()
    {
        ThingId = row["ID"],
        Municipality = NanaoCode,
        Time = time,
        Open = true,
        Evacuees = int.TryParse(row["人数"], NumberStyles.None, CultureInfo.InvariantCulture, out int persons)
            ? persons
            : throw new InvalidDataException($"{row.Where}: \"{row["人数"]}\" is not a number of persons"),
    };

    private static ShelterReading Closed(string id, DateTimeOffset time) => new()
    {
        ThingId = id,
        Municipality = NanaoCode,
        Time = time,
        Open = false,
    };

    private static Registration Register(IGrouping<string, CsvRow> shelter)
    {
        CsvRow row = shelter.First();
        return new Registration
        {
            Key = new ThingKey(ThingKind.Shelter, shelter.Key),
            Municipality = NanaoCode,
            Name = row["名称"],
            Source = "nanao",
            Latitude = Degrees(row["緯度"]),
            Longitude = Degrees(row["経度"]),
            CapacityPersons = CapacityOf(row["想定収容人数"]),
        };
    }

    /// <summary>Persons indoors: 1054 of <c>屋内1,054人／屋外18,550人(面積の1/2)</c>; null when the text names none.</summary>
    private static int? CapacityOf(string text) =>
        IndoorCapacity().Match(text) is { Success: true } match
            ? int.Parse(match.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)
            : null;

    private static DateTimeOffset TimeOf(CsvRow row) =>
        DateTime.TryParseExact(row["snapshot_jst"], "yyyy-MM-dd-HHmm", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local)
            ? new DateTimeOffset(local, Jst)
            : throw new InvalidDataException($"{row.Where}: \"{row["snapshot_jst"]}\" is not a snapshot's time");

    private static double? Degrees(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double degrees) ? degrees : null;

    [GeneratedRegex("屋内([0-9,]+)人")]
    private static partial Regex IndoorCapacity();
}
