namespace Realtime.Actors.Epochs;

/// <summary>
/// Numbers of the stored formats. A program reads every number from <see cref="Oldest"/> to <see cref="Newest"/> and writes one of them:
/// the number in force in its city, which is raised only after the last node of the older program has gone, because a partition may move
/// back to such a node at any moment of an upgrade.
/// </summary>
public static class StoredFormat
{
    /// <summary>Setting of the actor system that names the number to write.</summary>
    public const string WriteSetting = "realtime.write-format";

    public const int Oldest = 1;

    /// <summary>From here on an epoch holds registrations only when they changed, and a sensor's state in binary (<see cref="EpochFormat"/>).</summary>
    public const int Lean = 2;

#if NEXT_FORMAT
    /// <summary>Built with <c>-p:NextFormat=true</c>: the program of the day after tomorrow, for tests of the upgrade from this one.</summary>
    public const int Newest = 3;
#else
    /// <summary>Raise it with the change of a format that older programs cannot read, and keep a branch that reads and writes the one before.</summary>
    public const int Newest = Lean;
#endif
}
