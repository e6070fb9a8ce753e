using System.Globalization;
using Realtime.Domain;

namespace Realtime.Domain.Tests;

/// <summary>
/// Shelters of Nanao City after the Noto earthquake, 9 January to 2 September 2024 (CC BY 4.0, raokiey). A shelter is its ID;
/// one that is absent from a snapshot is closed. Capacity is the indoor number, 屋内N人.
/// </summary>
public class NanaoRecordedTests
{
    private sealed record Row(string Snapshot, string Id, string Name, int Evacuees, int? Capacity);

    [Fact]
    public void Totals_openings_and_closings_come_out_exactly()
    {
        List<Row> rows = [.. RecordedFiles.Lines(Path.Combine(RecordedFiles.Folder("nanao"), "open_shelters_history.csv")).Select(Parse)];
        Assert.Equal(882, rows.Count);
        Dictionary<string, ThingDriver> drivers = rows.GroupBy(row => row.Id).ToDictionary(group => group.Key, group => Driver(group.First()));
        Dictionary<string, double> totals = [];
        foreach (IGrouping<string, Row> snapshot in rows.GroupBy(row => row.Snapshot).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            totals[snapshot.Key] = Apply(drivers, snapshot);
        }

        Assert.Equal(
            RecordedFiles.Lines(Path.Combine(RecordedFiles.Folder("nanao"), "totals_by_snapshot.csv")).Select(line => line.Split(',')).Select(fields => $"{fields[0]} {fields[2]}"),
            totals.Select(total => $"{total.Key} {total.Value}"));
        Assert.Equal((1097, 1164, 40), (totals["2024-01-09-1800"], totals["2024-01-13-0600"], totals["2024-09-02-1800"]));

        List<(int Openings, int Closings)> counts = [.. drivers.Values.Select(Count)];
        Assert.Equal(20, drivers.Count);
        Assert.Equal((24, 23, 4), (counts.Sum(count => count.Openings), counts.Sum(count => count.Closings), counts.Sum(count => count.Openings - 1)));
        Assert.Empty(drivers.Values.SelectMany(driver => driver.Alerts));
        Assert.Equal(3, drivers.Values.Count(driver => driver.View.Detail.Contains("capacity unknown", StringComparison.Ordinal)));
    }

    /// <summary>Reports every known shelter of a snapshot, the absent ones as closed; returns the sum of the published evacuees.</summary>
    private static double Apply(Dictionary<string, ThingDriver> drivers, IGrouping<string, Row> snapshot)
    {
        DateTimeOffset time = new(DateTime.ParseExact(snapshot.Key, "yyyy-MM-dd-HHmm", CultureInfo.InvariantCulture), TimeSpan.FromHours(9));
        Dictionary<string, Row> open = snapshot.ToDictionary(row => row.Id);
        double total = 0;
        foreach ((string id, ThingDriver driver) in drivers)
        {
            Row? row = open.GetValueOrDefault(id);
            StepOutput output = driver.Read(new ShelterReading { ThingId = id, Time = time, Open = row is not null, Evacuees = row?.Evacuees });
            total += Assert.Single(output.Results).Fields.Single(field => field.Name == "evacuees").Value;
        }

        return total;
    }

    private static (int Openings, int Closings) Count(ThingDriver driver)
    {
        List<double> open = [0, .. driver.Results.Select(point => point.Fields.Single(field => field.Name == "open").Value)];
        IEnumerable<(double Before, double After)> pairs = open.Zip(open.Skip(1));
        return (pairs.Count(pair => pair.Before < pair.After), pairs.Count(pair => pair.Before > pair.After));
    }

    private static ThingDriver Driver(Row row)
    {
        ThingKey key = new(ThingKind.Shelter, row.Id);
        return new ThingDriver(key, new Registration { Key = key, Name = row.Name, Municipality = "172022", CapacityPersons = row.Capacity });
    }

    private static Row Parse(string line)
    {
        List<string> fields = RecordedFiles.Fields(line);
        string capacity = fields[28];
        const string Indoor = "屋内";
        int? persons = capacity.StartsWith(Indoor, StringComparison.Ordinal)
            ? int.Parse(capacity[Indoor.Length..capacity.IndexOf('人', StringComparison.Ordinal)], NumberStyles.AllowThousands, CultureInfo.InvariantCulture)
            : null;
        return new Row(fields[1], fields[2], fields[4], int.Parse(fields[5], CultureInfo.InvariantCulture), persons);
    }
}
