namespace Realtime.Cluster.Geography;

/// <summary>What lies on a map below its things.</summary>
public enum ShapeKind
{
    /// <summary>Everything that is not sea.</summary>
    Land,

    /// <summary>Rivers and lakes.</summary>
    Water,

    /// <summary>Wards, districts, municipalities.</summary>
    Border,

    /// <summary>Roads and railways.</summary>
    Road,
}

/// <summary>Something with one or more outlines: an area with its holes, or lines.</summary>
public sealed record Shape(ShapeKind Kind, IReadOnlyList<Outline> Outlines)
{
    /// <summary>Points of all outlines.</summary>
    public int Points => Outlines.Sum(outline => outline.Count);
}

/// <summary>Geometry that the operator gave.</summary>
/// <param name="Shapes">In the order of the file.</param>
/// <param name="Key">Names the file's content, the same on every node; "" = there is no file.</param>
public sealed record OwnGeometry(IReadOnlyList<Shape> Shapes, string Key)
{
    public static readonly OwnGeometry None = new([], "");
}
