using System.Text.Json;

namespace Realtime.Cluster.Audit;

/// <summary>Reads the audit's files and checks their chain.</summary>
public static class AuditChain
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    /// <summary>The lines of a file, oldest first; what a crash left half-written is passed over.</summary>
    public static IReadOnlyList<AuditEntry> Read(string file) => [.. Lines(file).Select(line => JsonSerializer.Deserialize<AuditEntry>(line.Content, _json)!)];

    /// <summary>The first line (counted from 1) that was changed, or that does not follow on the one before it; null when all are as they were written.</summary>
    public static (string File, int Line)? FirstBroken(string directory)
    {
        string? last = null; // What the oldest kept line follows on may be gone with its file.
        foreach (string file in FileAudit.Files(directory))
        {
            foreach ((int number, string hash, string before, string content) in Lines(file))
            {
                if (FileAudit.HashOf(before, content) != hash || (last is not null && last != before))
                {
                    return (file, number);
                }

                last = hash;
            }
        }

        return null;
    }

    internal static IEnumerable<(int Number, string Hash, string Before, string Content)> Lines(string file)
    {
        int number = 0;
        using StreamReader reader = new(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Split(' ', 3) is [{ Length: 64 } hash, { Length: 64 } before, ['{', .., '}'] content])
            {
                yield return (number, hash, before, content);
            }
        }
    }
}
