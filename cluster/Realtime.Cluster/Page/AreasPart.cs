using System.Globalization;
using Realtime.Actors.City;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>What is happening in each district, worst first.</summary>
public static class AreasPart
{
    private const int ShownMax = 20;

    public static Markup Render(PageModel model) => model.Areas switch
    {
        null => Markup.Of($"<h2 id=\"areas-h\">Areas</h2><p class=\"empty\">Not known at the moment.</p>"),
        { Areas.Count: 0 } => Markup.Of($"<h2 id=\"areas-h\">Areas</h2><p class=\"empty\">No thing has reported yet.</p>"),
        { } areas => Markup.Of($"""
            <h2 id="areas-h">Areas</h2>
            <div class="scroll"><table><thead><tr><th scope="col">Worst</th><th scope="col">District</th><th scope="col">Things</th><th scope="col">In alert</th><th scope="col">Not seen</th><th scope="col">Evacuees</th><th scope="col">People</th><th scope="col">Rain, mm/h</th></tr></thead>
            <tbody>{Markup.Each(areas.Areas.Take(ShownMax), Row)}</tbody></table></div>
            {Markup.If(areas.Areas.Count > ShownMax, () => Markup.Of($"<p class=\"more\">{areas.Areas.Count - ShownMax} more are in <a href=\"/api/v1/areas?by=district\">the API</a>.</p>"))}
            """),
    };

    private static Markup Row(AreaTally area) => Markup.Of(
        $"<tr><td>{Levels.Badge(area.Level)}</td><th scope=\"row\">{(area.Code.Length > 0 ? area.Code : "no district")}</th><td>{area.Things}</td><td>{area.InAlert}</td><td>{area.Unseen}</td><td>{Evacuees(area)}</td><td>{Number(area.People)}</td><td>{Number(area.RainMaxMmPerH)}</td></tr>\n");

    private static string Evacuees(AreaTally area) => area.Capacity is { } capacity ? $"{Number(area.Evacuees)} of {Number(capacity)}" : Number(area.Evacuees);

    private static string Number(double? value) => value?.ToString("0.#", CultureInfo.InvariantCulture) ?? "–";
}
