namespace Realtime.Domain.Tests.Recordings;

/// <summary>
/// Recordings whose licence does not allow them in this repository. The variable names the folder that holds them; without it the
/// tests that need them are skipped aloud and counted.
/// </summary>
public static class LocalRecordings
{
    public const string Variable = "REALTIME_RECORDINGS";

    /// <summary>The folder of one recording; skips the test when it is not there.</summary>
    public static string Require(params string[] folder)
    {
        string? root = Environment.GetEnvironmentVariable(Variable);
        string path = Path.Combine([root ?? "", .. folder]);
        Skip.If(string.IsNullOrEmpty(root) || !Directory.Exists(path), $"recording {string.Join('/', folder)} is local only: {Variable} does not name a folder with it");
        return path;
    }
}
