namespace Realtime.Cluster.Health;

/// <summary>Room on the disk of the embedded stores.</summary>
/// <param name="FreeBytes">What this process may still use.</param>
/// <param name="SizeBytes">Of the whole file system.</param>
public readonly record struct DiskRoom(long FreeBytes, long SizeBytes)
{
    /// <summary>With less than this the next epochs of a city do not fit any more: the node is not ready.</summary>
    public const long NeededBytes = 64L * 1024 * 1024;

    /// <summary>Looks at the file system of a directory.</summary>
    /// <exception cref="IOException">It cannot be asked.</exception>
    public static DiskRoom Of(string directory)
    {
        DriveInfo drive = new(Path.GetFullPath(directory));
        return new DiskRoom(drive.AvailableFreeSpace, drive.TotalSize);
    }

    /// <summary>Empty when there is room, else one sentence.</summary>
    public string Fault(string directory) => FreeBytes >= NeededBytes ? "" : $"The disk of {directory} is full: {FreeBytes / (1024 * 1024)} MiB are free.";
}
