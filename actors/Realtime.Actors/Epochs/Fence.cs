using System.Data.Common;

namespace Realtime.Actors.Epochs;

/// <summary>
/// Recognises that the journal refused a write because somebody else has used its sequence number: two writers of one partition, of
/// which this one is the old one or lost the race. It stops; its successor reads what is stored.
/// </summary>
public static class Fence
{
    /// <summary>SQLSTATE "unique_violation" of PostgreSQL.</summary>
    private const string UniqueViolation = "23505";

    /// <summary>Whether the cause of a failed write is a sequence number that was used already.</summary>
    public static bool Refused(Exception cause)
    {
        for (Exception? fault = cause; fault is not null; fault = fault.InnerException)
        {
            // SQLite has one state for all of its errors; the text is the same in all versions since 3.0.
            if (fault is DbException { SqlState: UniqueViolation } || fault.Message.Contains("UNIQUE constraint failed", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
