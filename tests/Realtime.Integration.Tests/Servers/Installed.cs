namespace Realtime.Integration.Tests.Servers;

/// <summary>Programs of Debian packages that a test needs.</summary>
internal static class Installed
{
    /// <summary>The program; skips the test aloud when it is not installed, fails it when servers are required.</summary>
    public static string Require(string program, string package)
    {
        bool there = File.Exists(program);
        Assert.True(there || Environment.GetEnvironmentVariable("REALTIME_REQUIRE_SERVERS") != "1", $"{program} is missing; install {package}");
        Skip.IfNot(there, $"{program} is not installed (Debian package {package})");
        return program;
    }
}
