using System.Globalization;

namespace Realtime.Cluster.Startup;

/// <summary>
/// The directory of the embedded stores, held by one process at a time. Two nodes on the same SQLite files would fence
/// each other without end, so the second one is refused here.
/// </summary>
public sealed class DataDirectory : IDisposable
{
    /// <summary>Names of the embedded stores; <see cref="DeleteStores"/> deletes nothing else.</summary>
    public static readonly IReadOnlyList<string> StoreFiles = ["journal.db", "snapshots.db", "timeseries.db", "household-keys.db", "replay.json", PartitionCount.FileName];

    private const string LockFile = "realtime.lock";
    private const string ProbeFile = "realtime.probe";

    /// <summary>SQLite writes beside a database; without them it is not the same database.</summary>
    private static readonly string[] _companions = ["", "-wal", "-shm", "-journal"];

    /// <summary>Room the stores need to begin with; less than this is called a full disk.</summary>
    private const int ProbeBytes = 1024 * 1024;

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream hold)
    {
        Path = path;
        _lock = hold;
    }

    public string Path { get; }

    /// <summary>Whether stores of an earlier run are here.</summary>
    public bool HasStores => StoreFiles.Where(name => name != PartitionCount.FileName).Any(name => File.Exists(System.IO.Path.Combine(Path, name)));

    /// <summary>Creates the directory when needed, takes hold of it and tries whether it can be written.</summary>
    /// <exception cref="StartException">Not creatable, not writable, full, or in use by another node.</exception>
    public static DataDirectory Open(string path)
    {
        try
        {
            Create(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Fault(path, "cannot be created", fault);
        }

        FileStream hold = Hold(path);
        try
        {
            Probe(System.IO.Path.Combine(path, ProbeFile));
            return new DataDirectory(path, hold);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            hold.Dispose();
            throw Fault(path, "cannot be written", fault);
        }
    }

    /// <summary>Deletes the embedded stores and says how many files went; everything else in the directory stays.</summary>
    public int DeleteStores()
    {
        string[] files = [.. StoreFiles.SelectMany(name => _companions.Select(end => System.IO.Path.Combine(Path, name + end))).Where(File.Exists)];
        foreach (string file in files)
        {
            File.Delete(file);
        }

        return files.Length;
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>A new directory is its owner's only: the stores hold what households do. One that exists keeps the rights somebody gave it.</summary>
    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static FileStream Hold(string path)
    {
        string file = System.IO.Path.Combine(path, LockFile);
        try
        {
            FileStream hold = new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            try
            {
                hold.SetLength(0);
                hold.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
                hold.Flush();
                return hold;
            }
            catch
            {
                hold.Dispose();
                throw;
            }
        }
        catch (IOException fault) when (!IsFull(fault) && fault is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new StartException($"The data directory {path} is in use by another node: stop that one first or choose another with --data DIR.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Fault(path, "cannot be written", fault);
        }
    }

    private static void Probe(string file)
    {
        try
        {
            using FileStream probe = new(file, FileMode.Create, FileAccess.Write);
            probe.Write(new byte[ProbeBytes]);
            probe.Flush(flushToDisk: true);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static StartException Fault(string path, string what, Exception cause) => cause is IOException io && IsFull(io)
        ? new StartException($"The disk of the data directory {path} is full: free at least {ProbeBytes / 1024 / 1024} MiB or choose another with --data DIR.", cause)
        : new StartException($"The data directory {path} {what} ({cause.Message.TrimEnd('.')}): choose another with --data DIR.", cause);

    /// <summary>ENOSPC (28) and EDQUOT (122) of Linux; ERROR_DISK_FULL of Windows.</summary>
    private static bool IsFull(IOException fault) => fault.HResult is 28 or 122 or unchecked((int)0x80070070);
}
