using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Cluster.Geography;

/// <summary>
/// An operator's own geometry: GeoJSON (RFC 7946), lines and polygons, alone, in features or in collections of them. The property <c>kind</c> of a feature says what it is:
/// <c>water</c>, <c>road</c>, <c>border</c> or <c>land</c>; without it a border. Points are left out: things come from the registry.
/// </summary>
public sealed class GeoJsonFile
{
    /// <summary>Bytes of a file.</summary>
    public const long BytesMax = 32 * 1024 * 1024;

    /// <summary>Points of a file: they stay in memory with 8 bytes each.</summary>
    public const int PointsMax = 1_000_000;

    private static readonly Dictionary<string, ShapeKind> _kinds = Enum.GetValues<ShapeKind>().ToDictionary(kind => kind.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    private readonly List<Shape> _shapes = [];
    private int _points;
    private int _feature;

    private GeoJsonFile()
    {
    }

    /// <exception cref="FormatException">It is not such a file; the message says where and why.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static OwnGeometry Load(string path)
    {
        using FileStream file = File.OpenRead(path);
        return file.Length <= BytesMax ? Read(file) : throw new FormatException($"it has more than {BytesMax / 1024 / 1024} MiB");
    }

    /// <exception cref="FormatException">See <see cref="Load"/>.</exception>
    public static OwnGeometry Read(Stream json)
    {
        try
        {
            using MemoryStream all = new();
            json.CopyTo(all);
            ReadOnlyMemory<byte> bytes = all.GetBuffer().AsMemory(0, (int)all.Length);
            using JsonDocument document = JsonDocument.Parse(bytes);
            GeoJsonFile file = new();
            file.Take(document.RootElement, ShapeKind.Border);
            return new OwnGeometry(file._shapes, Convert.ToHexStringLower(SHA256.HashData(bytes.Span).AsSpan(0, 8)));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new FormatException($"it is not GeoJSON: {fault.Message}", fault);
        }
    }

    private void Take(JsonElement part, ShapeKind kind)
    {
        string type = part.TryGetProperty("type", out JsonElement named) ? named.GetString() ?? "" : "";
        switch (type)
        {
            case "FeatureCollection":
                TakeEach(Member(part, "features"), kind);
                break;
            case "GeometryCollection":
                TakeEach(Member(part, "geometries"), kind);
                break;
            case "Feature":
                _feature++;
                JsonElement geometry = Member(part, "geometry");
                if (geometry.ValueKind != JsonValueKind.Null)
                {
                    Take(geometry, KindOf(part));
                }

                break;
            case "LineString":
                _shapes.Add(new Shape(kind, [Line(Member(part, "coordinates"), closed: false)]));
                break;
            case "MultiLineString":
                _shapes.Add(new Shape(kind, [.. Member(part, "coordinates").EnumerateArray().Select(line => Line(line, closed: false))]));
                break;
            case "Polygon":
                _shapes.Add(Area(Member(part, "coordinates"), kind));
                break;
            case "MultiPolygon":
                _shapes.AddRange(Member(part, "coordinates").EnumerateArray().Select(area => Area(area, kind)));
                break;
            case "Point" or "MultiPoint":
                break;
            default:
                throw Fault($"\"{type}\" is no type of GeoJSON");
        }
    }

    private void TakeEach(JsonElement parts, ShapeKind kind)
    {
        foreach (JsonElement part in parts.EnumerateArray())
        {
            Take(part, kind);
        }
    }

    private Shape Area(JsonElement rings, ShapeKind kind) => new(kind, [.. rings.EnumerateArray().Select(ring => Line(ring, closed: true))]);

    private Outline Line(JsonElement positions, bool closed)
    {
        GeoPoint[] points = [.. positions.EnumerateArray().Select(Point)];
        _points += points.Length;
        return _points > PointsMax ? throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"it has more than {PointsMax:N0} points"))
            : points.Length < (closed ? 4 : 2) ? throw Fault(closed ? "a ring has fewer than 4 positions" : "a line has fewer than 2 positions")
            : closed && points[0] != points[^1] ? throw Fault("a ring does not end where it begins")
            : Outline.Of(points, closed);
    }

    private GeoPoint Point(JsonElement position)
    {
        if (position.GetArrayLength() < 2)
        {
            throw Fault("a position has no two numbers");
        }

        (double longitude, double latitude) = (position[0].GetDouble(), position[1].GetDouble());
        return Math.Abs(longitude) <= 180 && Math.Abs(latitude) <= 90
            ? new GeoPoint(latitude, longitude)
            : throw Fault(string.Create(CultureInfo.InvariantCulture, $"the position {longitude}, {latitude} is not on the earth: degrees are expected, longitude first"));
    }

    private ShapeKind KindOf(JsonElement feature)
    {
        if (!feature.TryGetProperty("properties", out JsonElement properties) || properties.ValueKind != JsonValueKind.Object || !properties.TryGetProperty("kind", out JsonElement kind))
        {
            return ShapeKind.Border;
        }

        return _kinds.TryGetValue(kind.ToString(), out ShapeKind known) ? known : throw Fault($"the kind {kind} is none of {string.Join(", ", _kinds.Keys)}");
    }

    private JsonElement Member(JsonElement of, string name) => of.TryGetProperty(name, out JsonElement member) ? member : throw Fault($"\"{name}\" is missing");

    private FormatException Fault(string what) => new(_feature == 0 ? what : string.Create(CultureInfo.InvariantCulture, $"feature {_feature}: {what}"));
}
