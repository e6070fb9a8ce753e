using Realtime.Actors.City;

namespace Realtime.Cluster.Page;

/// <summary>The paths by which readings arrive, and up to when each vouches for them.</summary>
public static class ChannelsPart
{
    private const int ShownMax = 50;

    public static Markup Render(PageModel model, PageTime time) => Markup.Of($"""
        <h2 id="channels-h">Channels</h2>
        {Table(model.City, time)}
        """);

    private static Markup Table(CityView? city, PageTime time) => city switch
    {
        null => Markup.Of($"<p class=\"empty\">Not known at the moment.</p>"),
        { Channels.Count: 0 } => Markup.Of($"<p class=\"empty\">No channel has sent a heartbeat yet.</p>"),
        _ => Markup.Of($"""
            <div class="scroll"><table><thead><tr><th scope="col">Channel</th><th scope="col">State</th><th scope="col">Complete up to</th></tr></thead>
            <tbody>{Markup.Each(city.Channels.Take(ShownMax), channel => Row(channel, time))}</tbody></table></div>
            {Markup.If(city.Channels.Count > ShownMax, () => Markup.Of($"<p class=\"more\">{city.Channels.Count - ShownMax} more are in <a href=\"/api/v1/city\">the API</a>.</p>"))}
            """),
    };

    private static Markup Row(ChannelStatus channel, PageTime time) => Markup.Of($"""
        <tr><th scope="row">{channel.ChannelId}<small>{channel.Covers}</small></th><td class="state {(channel.State == "stalled" ? "bad" : "")}">{channel.State}</td><td>{time.Element(channel.Watermark)}</td></tr>
        """);
}
