using System.Globalization;

namespace Realtime.Cluster.Page;

/// <summary>
/// Use of a household's set in quarters of a day. Nothing finer is ever shown: when exactly somebody watches is their own (closed data). Three
/// signs that differ in shape and word: used, seen but not used, not known.
/// </summary>
public static class CoarseBins
{
    private const int HoursPerBin = 6;

    public static Markup Render(IReadOnlyList<(DateTimeOffset Time, double Value)> values, ThingSeries series, PageTime time)
    {
        DateTime first = time.Local(series.From).Date;
        int days = (time.Local(series.To).Date - first).Days + 1;
        ILookup<(DateTime Day, int Bin), double> bins = values.ToLookup(value => (time.Local(value.Time).Date, time.Local(value.Time).Hour / HoursPerBin), value => value.Value);
        return Markup.Of($"""
            <div class="scroll"><table class="bins"><caption>Coarse on purpose: quarters of a day, no channel, no programme.</caption>
            <thead><tr><th scope="col">Day</th>{Markup.Each(Enumerable.Range(0, 24 / HoursPerBin), bin => Markup.Of($"<th scope=\"col\">{Hours(bin)}</th>"))}</tr></thead>
            <tbody>{Markup.Each(Enumerable.Range(0, days), day => Row(first.AddDays(day), bins))}</tbody></table></div>
            """);
    }

    private static Markup Row(DateTime day, ILookup<(DateTime Day, int Bin), double> bins) => Markup.Of(
        $"<tr><th scope=\"row\">{day.ToString("d MMM", CultureInfo.InvariantCulture)}</th>{Markup.Each(Enumerable.Range(0, 24 / HoursPerBin), bin => Markup.Of($"<td>{Word(bins[(day, bin)])}</td>"))}</tr>");

    private static string Word(IEnumerable<double> seen) => seen.Any(value => value > 0) ? "● used" : seen.Any() ? "○ not used" : "– not known";

    private static string Hours(int bin) => string.Create(CultureInfo.InvariantCulture, $"{bin * HoursPerBin:00}–{(bin + 1) * HoursPerBin:00}");
}
