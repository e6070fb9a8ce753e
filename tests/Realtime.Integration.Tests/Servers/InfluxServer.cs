namespace Realtime.Integration.Tests.Servers;

/// <summary>An InfluxDB 1.x of the test's own; without the package the test is skipped aloud.</summary>
public sealed class InfluxServer() : Influx(RequireProgram())
{
    /// <summary>Skips the test aloud when InfluxDB is not installed.</summary>
    public static void Require() => RequireProgram();

    private static string RequireProgram() => Installed.Require(DebianProgram, "influxdb");
}
