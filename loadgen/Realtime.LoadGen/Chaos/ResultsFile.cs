using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Realtime.LoadGen.Chaos;

/// <summary>One line of the results: which program, which seed, what was done to it, what became of it.</summary>
/// <param name="At">When the run ended.</param>
/// <param name="Tree">State of the product's sources; with <c>-dirty</c> they were changed since the last commit.</param>
/// <param name="Commit">The commit it was run from.</param>
/// <param name="Mutant">Name of the mutant; null = the product.</param>
/// <param name="Profile">Name of the profile.</param>
/// <param name="Seed">Reproduces city, troubles and faults.</param>
/// <param name="Faults">The schedule in words.</param>
/// <param name="Verdict"><c>holds</c>, or the names of the invariants that do not.</param>
/// <param name="Records">Records that the broker acknowledged.</param>
/// <param name="Poison">Records sent that nobody may take.</param>
/// <param name="DrainedS">Seconds from healing until nothing was under way; null = it did not come.</param>
/// <param name="EndedByItself">Processes that ended unasked and were started again.</param>
/// <param name="StarvedS">The supervisor's longest standstill in seconds.</param>
/// <param name="TookS">Seconds the run took.</param>
/// <param name="Cases">The first cases of every invariant that does not hold.</param>
internal sealed record ResultLine(
    DateTimeOffset At,
    string Tree,
    string Commit,
    string? Mutant,
    string Profile,
    int Seed,
    IReadOnlyList<string> Faults,
    string Verdict,
    long Records,
    int Poison,
    double? DrainedS,
    int EndedByItself,
    double StarvedS,
    double TookS,
    IReadOnlyList<string> Cases);

/// <summary>The file of results: a line per seed is appended when its run has ended, so an interrupted series goes on where it was.</summary>
/// <param name="path">JSON lines; made when it is not there.</param>
internal sealed class ResultsFile(string path)
{
    private static readonly string[] ProductFolders = ["actors", "streams", "cluster"];

    private readonly Lock _writing = new();

    /// <summary>Seeds that held for this state of the product, this profile, this mutant and these faults: with <c>--only</c> a seed is another run.</summary>
    /// <param name="tree">State of the product's sources.</param>
    /// <param name="profile">Name of the profile.</param>
    /// <param name="mutant">Name of the mutant; null = the product.</param>
    /// <param name="faults">The schedule of a seed in words.</param>
    public HashSet<int> Done(string tree, string profile, string? mutant, Func<int, IEnumerable<string>> faults) => File.Exists(path)
        ? [.. Read().Where(line => line.Tree == tree && line.Profile == profile && line.Mutant == mutant && line.Verdict == "holds" && line.Faults.SequenceEqual(faults(line.Seed))).Select(line => line.Seed)]
        : [];

    /// <summary>Appends a line; runs side by side may end together.</summary>
    public void Append(ResultLine line)
    {
        lock (_writing)
        {
            File.AppendAllText(path, JsonSerializer.Serialize(line, ResultJson.Default.ResultLine) + "\n");
        }
    }

    /// <summary>State of the product's sources and the commit: a hash over its folders, so that documents and tests may change meanwhile.</summary>
    /// <param name="root">The checkout; null = unknown.</param>
    public static (string Tree, string Commit) Version(string? root)
    {
        if (root is null)
        {
            return ("unknown", "unknown");
        }

        string trees = string.Join('-', ProductFolders.Select(folder => Git(root, "rev-parse", "--short=8", $"HEAD:{folder}")));
        bool dirty = Git(root, ["status", "--porcelain", "--", .. ProductFolders]).Length > 0;
        return (dirty ? trees + "-dirty" : trees, Git(root, "rev-parse", "--short=10", "HEAD"));
    }

    private IEnumerable<ResultLine> Read() => File.ReadLines(path).Select(line => JsonSerializer.Deserialize(line, ResultJson.Default.ResultLine)!);

    private static string Git(string root, params string[] arguments)
    {
        ProcessStartInfo start = new("git", arguments) { WorkingDirectory = root, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process git = Process.Start(start)!;
        git.ErrorDataReceived += static (_, _) => { };
        git.BeginErrorReadLine();
        string output = git.StandardOutput.ReadToEnd().Trim();
        git.WaitForExit();
        return git.ExitCode == 0 ? output : "unknown";
    }
}

/// <summary>How lines are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ResultLine))]
internal sealed partial class ResultJson : JsonSerializerContext;
