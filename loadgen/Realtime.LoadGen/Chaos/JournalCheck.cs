using Realtime.Chaos.Journal;

namespace Realtime.LoadGen.Chaos;

/// <summary>I9, as <see cref="JournalReader"/> reads it.</summary>
internal static class JournalCheck
{
    public static async Task<Verdict> JudgeAsync(string connectionString, CancellationToken cancellation) =>
        new("I9", "every number of the journal once, and no epoch takes anything back", [.. await JournalReader.FaultsAsync(connectionString, cancellation)]);
}
