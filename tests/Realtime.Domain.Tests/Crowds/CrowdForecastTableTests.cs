using System.Globalization;
using System.Text;
using Realtime.Domain;

namespace Realtime.Domain.Tests.Crowds;

/// <summary>
/// The forecast of the next interval on every recorded place, beside persistence and the same hour of last week: walk-forward, each place
/// alone, from its first reading on. The table in docs/crowds.md is printed here; REALTIME_WRITE_TABLES=1 writes it anew.
/// </summary>
public class CrowdForecastTableTests
{
    private const string Begin = "<!-- forecast table: printed by CrowdForecastTableTests -->\n";
    private const string End = "<!-- end of the forecast table -->";

    private static readonly Lazy<IReadOnlyList<(string Name, ReplayedPlace Errors)>> Places = new(() =>
    [
        .. MelbourneYear.Places.OrderBy(place => place.Key, StringComparer.Ordinal).Select(place => ($"Melbourne, {place.Key}", place.Value)),
        ("New York, taxi passengers", ReplayedPlace.Of(CrowdRecordings.Taxi, new CrowdSettings { Interval = TimeSpan.FromMinutes(30) })),
    ]);

    [Fact]
    public void Every_place_is_at_least_a_fifth_better_than_persistence_and_better_than_last_week()
    {
        Assert.Equal(23, Places.Value.Count);
        Assert.All(Places.Value, place => Assert.InRange(place.Errors.Forecast / place.Errors.Persistence, 0, 0.8));
        Assert.All(Places.Value, place => Assert.InRange(place.Errors.Forecast / place.Errors.LastWeek, 0, 0.999));
    }

    [Fact]
    public void The_printed_table_is_the_measured_one()
    {
        string path = Path.GetFullPath(Path.Combine(RecordedFiles.Folder("people"), "..", "..", "..", "docs", "crowds.md"));
        string page = File.ReadAllText(path);
        int begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = page.IndexOf(End, StringComparison.Ordinal);
        string table = Table();
        if (Environment.GetEnvironmentVariable("REALTIME_WRITE_TABLES") == "1")
        {
            File.WriteAllText(path, page[..begin] + table + page[end..]);
            return;
        }

        Assert.Equal(table, page[begin..end]);
    }

    private static string Table()
    {
        StringBuilder table = new("\n| place | intervals | forecast | persistence | same hour last week | below persistence | below last week |\n|---|---|---|---|---|---|---|\n");
        foreach ((string name, ReplayedPlace errors) in Places.Value)
        {
            table.Append(
                CultureInfo.InvariantCulture,
                $"| {name} | {errors.Scored:#,0} | {errors.Forecast:0.0} | {errors.Persistence:0.0} | {errors.LastWeek:0.0} | {1 - errors.Forecast / errors.Persistence:0 %} | {1 - errors.Forecast / errors.LastWeek:0 %} |\n");
        }

        return table.Append('\n').ToString();
    }
}
