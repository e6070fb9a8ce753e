using System.Globalization;

namespace Realtime.Cluster.Startup;

/// <summary>
/// Remembers with how many partitions the stores were written. A thing's partition follows from the count, so with another count
/// its state would be looked for in the wrong place. The file lies beside the embedded stores; with PostgreSQL it guards this node's
/// directory only, and nodes with directories of their own are not compared.
/// </summary>
public static class PartitionCount
{
    public const string FileName = "partitions.txt";

    /// <summary>Writes the count down at the first start and compares it at every later one.</summary>
    /// <exception cref="StartException">The stores were written with another count, or the file holds no count.</exception>
    public static void Check(string directory, int partitions)
    {
        string path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
        {
            File.WriteAllText(path + ".new", partitions.ToString(CultureInfo.InvariantCulture));
            File.Move(path + ".new", path, overwrite: true);
            return;
        }

        if (!int.TryParse(File.ReadAllText(path), NumberStyles.Integer, CultureInfo.InvariantCulture, out int stored))
        {
            throw new StartException($"The file {path} does not hold the partition count of the stores: write the count into it or start over with --fresh.");
        }

        if (stored != partitions)
        {
            throw new StartException(
                $"The setting Kafka:Partitions is {partitions}, but the stores in {directory} were written with {stored}: set it back to {stored}, or start over with --fresh.");
        }
    }
}
