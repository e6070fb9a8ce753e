namespace Realtime.Domain;

/// <summary>
/// The canary of one partition: a record that the product sends to itself among the readings, and that must come out at the far end after
/// its epoch is stored. It is no thing of the city: no rule sees it, nothing is shown of it, nobody is told. What is watched is its age.
/// </summary>
/// <param name="Id">Names the partition it flies through; see <see cref="IdsOf"/>.</param>
/// <param name="SentAt">When it was sent, clock of the sender.</param>
public sealed record Canary(string Id, DateTimeOffset SentAt)
{
    /// <summary>
    /// The canary's id in each partition: the first <c>realtime-canary-N</c> that belongs there, so that it takes the way of every record.
    /// </summary>
    public static string[] IdsOf(int partitions)
    {
        string[] ids = new string[partitions];
        for (int number = 0, found = 0; found < partitions; number++)
        {
            string id = FormattableString.Invariant($"realtime-canary-{number}");
            int home = Partitioning.PartitionOf(id, partitions);
            if (ids[home] is null)
            {
                ids[home] = id;
                found++;
            }
        }

        return ids;
    }
}
