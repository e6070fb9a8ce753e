using System.Diagnostics;

namespace Realtime.Tests.House;

/// <summary>The repository's own files, read once: the tracked ones and those that are new but not ignored.</summary>
internal static class Repository
{
    private static readonly string[] BuildFolders = ["bin", "obj", ".git", ".vs", ".idea", "TestResults", "artifacts"];

    /// <summary>Folder of Realtime.sln.</summary>
    public static readonly string Root = FindRoot();

    /// <summary>Every file as a path from the root with forward slashes, in ordinal order.</summary>
    public static readonly IReadOnlyList<string> Files = [.. ListFiles().Where(IsThere).Order(StringComparer.Ordinal)];

    public static string FullPath(string path) => Path.Combine(Root, path);

    public static string Text(string path) => File.ReadAllText(FullPath(path));

    /// <summary>Files by ending, for example <c>.cs</c>.</summary>
    public static IEnumerable<string> WithEnding(string ending) => Files.Where(file => file.EndsWith(ending, StringComparison.Ordinal));

    private static bool IsThere(string path) => File.Exists(FullPath(path));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Realtime.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"no Realtime.sln above {AppContext.BaseDirectory}: run the tests from a checkout");
    }

    /// <summary>Git knows what belongs to the repository; without git (a source archive) everything outside build folders does.</summary>
    private static IEnumerable<string> ListFiles() => ListByGit() ?? ListByWalking();

    private static List<string>? ListByGit()
    {
        ProcessStartInfo start = new("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process git = Process.Start(start)!;
            Task<string> errors = git.StandardError.ReadToEndAsync();
            string output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            errors.GetAwaiter().GetResult();
            return git.ExitCode == 0 ? [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries)] : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static IEnumerable<string> ListByWalking() =>
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !IsBuilt(file.Split('/')));

    private static bool IsBuilt(string[] parts) => parts.SkipLast(1).Any(part => BuildFolders.Contains(part)) || IsStore(parts);

    /// <summary>Where a node that was started from the checkout keeps its stores.</summary>
    private static bool IsStore(string[] parts) => parts[0] == "data" || parts is ["cluster", "Realtime.Cluster", "data", ..];
}
