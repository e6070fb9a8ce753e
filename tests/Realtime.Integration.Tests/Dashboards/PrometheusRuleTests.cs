using System.Diagnostics;
using Realtime.Integration.Tests.Servers;

namespace Realtime.Integration.Tests.Dashboards;

/// <summary>The rules and the configuration as Prometheus' own tool judges them.</summary>
public sealed class PrometheusRuleTests
{
    [SkippableFact]
    public async Task Rules_are_valid() => await PromtoolAsync(["check", "rules", .. Files("dashboards/prometheus", "*.yaml")]);

    [SkippableFact]
    public async Task The_configuration_is_valid_and_finds_the_rules() => await PromtoolAsync(["check", "config", "deploy/prometheus/prometheus.yml"]);

    [SkippableFact]
    public async Task Every_alert_is_silent_before_its_edge_and_fires_at_it() =>
        await PromtoolAsync(["test", "rules", .. Files("dashboards/prometheus/tests", "*-test.yaml")]);

    private static string[] Files(string folder, string pattern)
    {
        string[] files = Directory.GetFiles(Path.Combine(BoardFile.Root, folder), pattern);
        Assert.NotEmpty(files);
        return files;
    }

    private static async Task PromtoolAsync(string[] arguments)
    {
        const string program = "/usr/bin/promtool";
        Installed.Require(program, "prometheus");
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = BoardFile.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process promtool = Process.Start(start)!;
        Task<string> errors = promtool.StandardError.ReadToEndAsync();
        string output = await promtool.StandardOutput.ReadToEndAsync();
        await promtool.WaitForExitAsync();
        Assert.True(promtool.ExitCode == 0, $"promtool {string.Join(' ', arguments)}\n{output}\n{await errors}");
    }
}
