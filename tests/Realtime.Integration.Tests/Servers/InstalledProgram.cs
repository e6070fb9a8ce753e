namespace Realtime.Integration.Tests.Servers;

/// <summary>Programs that a test needs and that may be missing on this machine.</summary>
internal static class InstalledProgram
{
    /// <summary>Full path of a program in PATH; null when it is not installed.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    /// <summary>Skips the test aloud when the program is missing; fails it when REALTIME_REQUIRE_SERVERS=1 says that it must be there.</summary>
    public static string Require(string name, string package)
    {
        string? path = Find(name);
        if (path is null && Environment.GetEnvironmentVariable("REALTIME_REQUIRE_SERVERS") == "1")
        {
            Assert.Fail($"{name} is not installed (Debian package {package}), and REALTIME_REQUIRE_SERVERS=1");
        }

        Skip.If(path is null, $"{name} is not installed (Debian package {package})");
        return path!;
    }
}
