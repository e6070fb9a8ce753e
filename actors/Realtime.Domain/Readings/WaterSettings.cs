namespace Realtime.Domain;

/// <summary>What the registry may say of a river or tide gauge beside its thresholds. Value-equal; every field has a default.</summary>
public sealed record WaterSettings
{
    /// <summary>The settings of a gauge that has none of its own.</summary>
    public static readonly WaterSettings Default = new();

    /// <summary>What the level is measured from: T.P., O.P., the station's own zero. Null = not said.</summary>
    public string? Datum { get; init; }

    /// <summary>Whether a stage that comes out of nowhere waits for a second reading before families and the public hear of it.</summary>
    public bool Confirm { get; init; } = true;

    /// <summary>
    /// Fastest rise that is believed, metres in ten minutes. Own default, above the fastest one that is well recorded in a Japanese
    /// city: 1.34 m in ten minutes (Toga river, Kobe, 28 July 2008).
    /// </summary>
    public double RiseMaxM { get; init; } = 1.5;

    /// <summary>A reading not older than this is recent: what follows it can be compared with it. Own default: the age at which a listed observation counts as frozen.</summary>
    public TimeSpan RecentLimit { get; init; } = TimeSpan.FromHours(2);

    /// <summary>An observation that was older than this when the source published it is frozen: the gauge sends no longer.</summary>
    public TimeSpan FrozenLimit { get; init; } = TimeSpan.FromHours(2);

    /// <summary>
    /// Absence from a list of the source ends a stage alert only below this level; from it on absence may be a broken gauge, and the alert
    /// becomes unobservable.
    /// </summary>
    public int AbsentClearsBelow { get; init; } = 3;

    /// <summary>
    /// Silence limit below the lowest stage; null = the same as above it. A crisis-management gauge (危機管理型水位計) sends every ten minutes
    /// above its start level and once a day below (MLIT).
    /// </summary>
    public TimeSpan? QuietSilenceLimit { get; init; }
}
