using System.Globalization;

namespace Realtime.Domain;

/// <summary>
/// Regional mesh codes: 1st mesh 40' x 1° (about 80 km), 2nd 5' x 7'30" (10 km), 3rd 30" x 45" (1 km), half 15" x 22.5" (500 m).
/// Counted in whole seconds of a decimal, so that a point on an edge always falls into the same cell.
/// Source: JIS X 0410 地域メッシュコード.
/// </summary>
public static class Mesh
{
    private const decimal SecondsPerDegree = 3600;

    /// <summary>The code of 4, 6, 8 or 9 digits; null outside of the grid the standard defines (0 to 66.6° north, 100 to 180° east).</summary>
    /// <param name="latitude">WGS84 degrees.</param>
    /// <param name="longitude">WGS84 degrees.</param>
    /// <param name="division">One of the four meshes.</param>
    public static string? Of(double latitude, double longitude, AreaDivision division)
    {
        if (!(latitude >= 0 && latitude < 66.66 && longitude >= 100 && longitude < 180))
        {
            return null;
        }

        decimal south = (decimal)latitude * SecondsPerDegree;
        decimal west = ((decimal)longitude - 100) * SecondsPerDegree;
        (int lat1, south) = Cut(south, 2400);
        (int lon1, west) = Cut(west, 3600);
        (int lat2, south) = Cut(south, 300);
        (int lon2, west) = Cut(west, 450);
        (int lat3, south) = Cut(south, 30);
        (int lon3, west) = Cut(west, 45);
        string first = string.Create(CultureInfo.InvariantCulture, $"{lat1:00}{lon1:00}");
        int quarter = ((south >= 15 ? 1 : 0) * 2) + (west >= 22.5m ? 1 : 0) + 1;
        return division switch
        {
            AreaDivision.Mesh1 => first,
            AreaDivision.Mesh2 => string.Create(CultureInfo.InvariantCulture, $"{first}{lat2}{lon2}"),
            AreaDivision.Mesh3 => string.Create(CultureInfo.InvariantCulture, $"{first}{lat2}{lon2}{lat3}{lon3}"),
            AreaDivision.MeshHalf => string.Create(CultureInfo.InvariantCulture, $"{first}{lat2}{lon2}{lat3}{lon3}{quarter}"),
            _ => throw new ArgumentOutOfRangeException(nameof(division), division, "not a mesh"),
        };
    }

    private static (int Cells, decimal Left) Cut(decimal seconds, decimal cell)
    {
        int cells = (int)(seconds / cell);
        return (cells, seconds - (cells * cell));
    }
}
