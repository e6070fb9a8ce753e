using System.Globalization;

namespace Realtime.Cluster.Page;

/// <summary>Writes times as people of the municipality read them.</summary>
public sealed class PageTime(TimeZoneInfo zone)
{
    /// <summary>For example <c>Asia/Tokyo (UTC+09:00)</c>.</summary>
    public string ZoneLabel => string.Create(CultureInfo.InvariantCulture, $"{zone.Id} (UTC{(zone.BaseUtcOffset < TimeSpan.Zero ? '-' : '+')}{zone.BaseUtcOffset:hh\\:mm})");

    /// <summary>Which zone the times of a page are in; texts of the engine carry their own, UTC with a Z.</summary>
    public string Legend => $"{ZoneLabel}; times ending in Z are UTC";

    /// <summary>For example <c>28 Nov 2025 09:32</c>.</summary>
    public string Text(DateTimeOffset time) => Local(time).ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary>For example <c>09:32:07</c>.</summary>
    public string Clock(DateTimeOffset time) => Local(time).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A time element; a dash when there is none.</summary>
    public Markup Element(DateTimeOffset? time) => time is { } t
        ? Markup.Of($"<time datetime=\"{t.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}\">{Text(t)}</time>")
        : Markup.Of($"<span class=\"none\">–</span>");

    /// <summary>The time in the zone of the municipality.</summary>
    public DateTimeOffset Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, zone);
}
