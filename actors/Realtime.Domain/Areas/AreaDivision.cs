namespace Realtime.Domain;

/// <summary>How the city is divided when one asks what is happening where.</summary>
public enum AreaDivision
{
    /// <summary>By the owner of the things.</summary>
    Municipality,

    /// <summary>By the registered district; a thing without one belongs to its municipality as a whole.</summary>
    District,

    /// <summary>About 80 km.</summary>
    Mesh1,

    /// <summary>About 10 km.</summary>
    Mesh2,

    /// <summary>About 1 km.</summary>
    Mesh3,

    /// <summary>About 500 m.</summary>
    MeshHalf,
}

/// <summary>Names of the divisions and the area a thing lies in.</summary>
public static class Areas
{
    /// <summary>Lower-case name in addresses: <c>municipality</c>, <c>district</c>, <c>mesh1</c>, ...</summary>
    public static string Name(AreaDivision division) => division switch
    {
        AreaDivision.Municipality => "municipality",
        AreaDivision.District => "district",
        AreaDivision.Mesh1 => "mesh1",
        AreaDivision.Mesh2 => "mesh2",
        AreaDivision.Mesh3 => "mesh3",
        AreaDivision.MeshHalf => "mesh-half",
        _ => throw new ArgumentOutOfRangeException(nameof(division), division, "unknown division"),
    };

    /// <summary>Reads a name; false when there is no such division.</summary>
    public static bool TryParse(string? name, out AreaDivision division)
    {
        foreach (AreaDivision candidate in Enum.GetValues<AreaDivision>())
        {
            if (string.Equals(Name(candidate), name, StringComparison.Ordinal))
            {
                division = candidate;
                return true;
            }
        }

        division = default;
        return false;
    }

    /// <summary>District of a municipality in words; the municipality where no district is known.</summary>
    public static string District(string municipality, string? area) =>
        area is not { Length: > 0 } ? municipality : municipality.Length > 0 ? $"{municipality} {area}" : area;

    /// <summary>The code of the area a thing lies in now; empty when it is not known (no position, no owner): it is counted there, not left out.</summary>
    public static string CodeOf(ThingView thing, AreaDivision division) => division switch
    {
        AreaDivision.Municipality => thing.Municipality,
        AreaDivision.District => District(thing.Municipality, thing.Area),
        _ => thing is { Latitude: { } latitude, Longitude: { } longitude } ? Mesh.Of(latitude, longitude, division) ?? "" : "",
    };
}
