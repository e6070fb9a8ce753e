using System.Diagnostics;

namespace Realtime.Benchmarks.Running;

/// <summary>This program again, as a process of its own, under the runtime settings that the product ships with.</summary>
internal static class ChildProcess
{
    private static readonly string Folder = AppContext.BaseDirectory;

    public static ProcessStartInfo Of(params string[] arguments) => new("dotnet",
    [
        "exec", "--runtimeconfig", Path.Combine(Folder, "Realtime.Cluster.runtimeconfig.json"), Path.Combine(Folder, "Realtime.Benchmarks.dll"), .. arguments,
    ]);
}
