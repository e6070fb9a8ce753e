using Realtime.Cluster.Audit;
using Realtime.Cluster.Settings;
using Realtime.Tests.Intake;

namespace Realtime.Tests.Access;

/// <summary>The audit's files: appended over restarts, chained, one per day, deleted after their time.</summary>
public sealed class FileAuditTests
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Lines_are_chained_over_restarts_and_days_and_a_change_shows()
    {
        using TempFolder folder = new();
        Write(folder.Path, Noon, Noon);
        Write(folder.Path, Noon.AddDays(1));
        Assert.Equal(2, FileAudit.Files(folder.Path).Count);
        Assert.Null(AuditChain.FirstBroken(folder.Path));

        string first = FileAudit.Files(folder.Path)[0];
        File.WriteAllText(first, File.ReadAllText(first).Replace("duty", "nobody", StringComparison.Ordinal));
        Assert.Equal((first, 1), AuditChain.FirstBroken(folder.Path));
    }

    [Fact]
    public void A_line_that_was_taken_out_shows()
    {
        using TempFolder folder = new();
        Write(folder.Path, Noon, Noon, Noon);
        string file = FileAudit.Files(folder.Path).Single();
        string[] lines = File.ReadAllLines(file);
        File.WriteAllLines(file, [lines[0], lines[2]]);

        Assert.Equal((file, 2), AuditChain.FirstBroken(folder.Path));
    }

    [Fact]
    public void A_file_goes_when_its_time_is_over_and_half_a_line_of_a_crash_breaks_nothing()
    {
        using TempFolder folder = new();
        Write(folder.Path, Noon);
        Write(folder.Path, Noon.AddDays(31));
        Assert.Single(FileAudit.Files(folder.Path));

        File.AppendAllText(FileAudit.Files(folder.Path).Single(), "0000 half a li");
        Write(folder.Path, Noon.AddDays(31));
        Assert.Equal(2, AuditChain.Read(FileAudit.Files(folder.Path).Single()).Count);
    }

    private static void Write(string directory, params DateTimeOffset[] times)
    {
        using FileAudit audit = new(new AuditSettings { Directory = directory, RetentionDays = 30 });
        foreach (DateTimeOffset time in times)
        {
            audit.Write(new AuditEntry(time, "duty", "Operator", "key", "10.0.0.7", AuditEntry.ReadHousehold, ["household/h1"], "", "GET /"));
        }
    }
}
