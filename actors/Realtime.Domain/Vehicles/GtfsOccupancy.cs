namespace Realtime.Domain;

/// <summary>
/// How full a vehicle is in the words of GTFS-Realtime (enum OccupancyStatus, gtfs.org). Not a linear scale and never turned into a
/// percentage: where both are known the percentage is the number to compare.
/// </summary>
public enum OccupancyStatus
{
    Empty = 0,
    ManySeatsAvailable = 1,
    FewSeatsAvailable = 2,
    StandingRoomOnly = 3,
    CrushedStandingRoomOnly = 4,
    Full = 5,
    NotAcceptingPassengers = 6,
    NoDataAvailable = 7,
    NotBoardable = 8,
}

/// <summary>The names of the standard, as they stand in records and feeds.</summary>
public static class GtfsOccupancy
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "EMPTY", "MANY_SEATS_AVAILABLE", "FEW_SEATS_AVAILABLE", "STANDING_ROOM_ONLY", "CRUSHED_STANDING_ROOM_ONLY", "FULL",
        "NOT_ACCEPTING_PASSENGERS", "NO_DATA_AVAILABLE", "NOT_BOARDABLE",
    ];

    public static string Name(OccupancyStatus status) => Names[(int)status];

    /// <summary>Reads a name; false when the standard has none such.</summary>
    public static bool TryParse(string name, out OccupancyStatus status)
    {
        for (int i = 0; i < Names.Count; i++)
        {
            if (string.Equals(Names[i], name, StringComparison.Ordinal))
            {
                status = (OccupancyStatus)i;
                return true;
            }
        }

        status = default;
        return false;
    }
}
