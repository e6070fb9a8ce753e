using System.Globalization;
using Realtime.Domain;

namespace Realtime.Integration.Tests.Dashboards;

/// <summary>A point as a line of InfluxDB's line protocol, time in nanoseconds.</summary>
internal static class PointLine
{
    public static string Of(ResultPoint point)
    {
        IEnumerable<(string Name, string Value)> tags = new[]
        {
            (Measurements.TagThing, point.Thing.Id),
            (Measurements.TagKind, ThingKey.Name(point.Thing.Kind)),
            (Measurements.TagMunicipality, point.Municipality),
            (Measurements.TagDrill, point.Drill ? "true" : "false"),
        }.Concat(point.Tags.Select(tag => (tag.Name, tag.Value)));
        string key = string.Join(',', tags.Where(tag => tag.Value.Length > 0).Select(tag => $"{tag.Name}={Escape(tag.Value)}").Prepend(point.Measurement));
        string fields = string.Join(
            ',',
            point.Fields.Select(field => $"{field.Name}={field.Value.ToString("R", CultureInfo.InvariantCulture)}")
                .Concat(point.Texts.Select(text => $"{text.Name}=\"{text.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"")));
        return $"{key} {fields} {(point.Time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100}";
    }

    private static string Escape(string tag) =>
        tag.Replace(",", "\\,", StringComparison.Ordinal).Replace("=", "\\=", StringComparison.Ordinal).Replace(" ", "\\ ", StringComparison.Ordinal);
}
