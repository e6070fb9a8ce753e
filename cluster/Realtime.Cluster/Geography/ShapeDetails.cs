using Realtime.Cluster.Page;

namespace Realtime.Cluster.Geography;

/// <summary>
/// Shapes with the points that each zoom can show. A window of a whole prefecture holds a city's file with all its points; made once, not for each window, this leaves
/// so many of them to be looked at as a screen has room for. A zoom has points of its own only where they are at most half of the next closer one's: together they are at most as many again.
/// </summary>
public sealed class ShapeDetails
{
    /// <summary>Half of what a drawing leaves out anyway (<see cref="MapGround"/>), so that both together are not seen.</summary>
    private const double ApartUnits = 0.45;

    private readonly IReadOnlyList<Shape>[] _byZoom = new IReadOnlyList<Shape>[MapWindow.ZoomMax + 1];

    /// <param name="shapes">With all their points.</param>
    public ShapeDetails(IReadOnlyList<Shape> shapes)
    {
        (IReadOnlyList<Shape> closer, int points) = (shapes, shapes.Sum(shape => shape.Points));
        for (int zoom = MapWindow.ZoomMax; zoom >= 0; zoom--)
        {
            double distance = ApartUnits / (256 * Math.Pow(2, zoom));
            Shape[] own = [.. shapes.Select(shape => Thinned(shape, distance))];
            int left = own.Sum(shape => shape.Points);
            if (left * 2 <= points)
            {
                (closer, points) = (own, left);
            }

            _byZoom[zoom] = closer;
        }
    }

    /// <summary>What a zoom can show; a wider one than 0 gets what 0 has.</summary>
    public IReadOnlyList<Shape> At(int zoom) => _byZoom[Math.Clamp(zoom, 0, MapWindow.ZoomMax)];

    /// <summary>An outline that is smaller than the distance is no more than a point: no drawing of this zoom has it.</summary>
    private static Shape Thinned(Shape shape, double distance) => shape with
    {
        Outlines = [.. shape.Outlines.Where(outline => !outline.IsWithin(distance)).Select(outline => outline.Thinned(distance))],
    };
}
