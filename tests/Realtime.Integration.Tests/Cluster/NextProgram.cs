using System.Diagnostics;
using Realtime.Integration.Tests.Dashboards;

namespace Realtime.Integration.Tests.Cluster;

/// <summary>The program one version ahead: this tree built with <c>-p:NextFormat=true</c>, in a folder of its own.</summary>
internal sealed class NextProgram : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("realtime-next-").FullName;

    /// <summary>Of its Realtime.Cluster.dll.</summary>
    public string Path => System.IO.Path.Combine(_folder, "bin", "Realtime.Cluster", "debug", "Realtime.Cluster.dll");

    public static async Task<NextProgram> BuildAsync()
    {
        NextProgram next = new();
        ProcessStartInfo start = new("dotnet",
        [
            "build", "cluster/Realtime.Cluster", "-p:NextFormat=true", "-p:RunAnalyzers=false", "-p:NuGetAudit=false", "--artifacts-path", next._folder, "-nologo", "-v", "q",
        ])
        {
            WorkingDirectory = BoardFile.Root,
            RedirectStandardOutput = true,
        };
        using Process build = Process.Start(start)!;
        string output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        Assert.True(build.ExitCode == 0 && File.Exists(next.Path), output);
        return next;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
