using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using Realtime.Benchmarks.Measuring;

namespace Realtime.Benchmarks.Running;

/// <summary>Where results come from: without it a figure says nothing.</summary>
/// <param name="Environment">Always <c>here</c>; tells these lines from results.</param>
/// <param name="Commit">Version of the repository, with a plus sign when it had uncommitted changes.</param>
/// <param name="At">When.</param>
/// <param name="Processor">Its own name.</param>
/// <param name="Cores">Logical processors.</param>
/// <param name="MemoryMiB">Of the machine.</param>
/// <param name="System">Operating system.</param>
/// <param name="Runtime">.NET.</param>
/// <param name="Packages">Versions of what is measured.</param>
/// <param name="LoadAverage">Of the last minute, before the first run.</param>
internal sealed record Surroundings(
    string Environment,
    string Commit,
    DateTimeOffset At,
    string Processor,
    int Cores,
    long MemoryMiB,
    string System,
    string Runtime,
    IReadOnlyDictionary<string, string> Packages,
    double LoadAverage)
{
    private static readonly string[] Measured =
        ["Akka", "Akka.Cluster.Sharding", "Akka.Persistence.Sql", "Confluent.Kafka", "Microsoft.Data.Sqlite", "Npgsql", "Orleans.Runtime", "Proto.Actor"];

    public static Surroundings Here() => new(
        "here",
        CommitHere(),
        TimeProvider.System.GetUtcNow(),
        Machine.Processor(),
        global::System.Environment.ProcessorCount,
        Machine.MemoryMiB(),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        Measured.ToDictionary(name => name, VersionOf),
        Machine.Load());

    private static string VersionOf(string assembly) =>
        Assembly.Load(assembly).GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "?";

    private static string CommitHere() => Git("rev-parse", "--short=12", "HEAD").Trim() + (Git("status", "--porcelain", "--untracked-files=no").Length > 0 ? "+" : "");

    private static string Git(params string[] arguments)
    {
        using Process git = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true, WorkingDirectory = AppContext.BaseDirectory })!;
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return output;
    }
}
