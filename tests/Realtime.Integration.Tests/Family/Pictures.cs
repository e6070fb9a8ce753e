using System.Diagnostics;
using Realtime.Integration.Tests.Servers;

namespace Realtime.Integration.Tests.Family;

/// <summary>Pictures by a real browser of pages that hold no script, as test output in <c>pictures</c> beside the tests.</summary>
internal static class Pictures
{
    private const string Program = "/usr/bin/chromium";

    public static bool Possible => File.Exists(Program);

    public static string Folder => Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "pictures")).FullName;

    /// <summary>A picture of an address, as wide as a phone.</summary>
    public static async Task<string> TakeAsync(string name, string address, int height)
    {
        Installed.Require(Program, "chromium");
        string file = Path.Combine(Folder, $"{name}.png");
        string profile = Directory.CreateTempSubdirectory("realtime-chromium-").FullName;
        try
        {
            await RunAsync(
                "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", $"--user-data-dir={profile}",
                $"--window-size=500,{height}", $"--screenshot={file}", address);
        }
        finally
        {
            Directory.Delete(profile, recursive: true);
        }

        Assert.True(new FileInfo(file).Length > 5_000, $"{file} is nearly empty");
        return file;
    }

    private static async Task RunAsync(params string[] arguments)
    {
        using Process browser = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        Task<string> errors = browser.StandardError.ReadToEndAsync();
        Task<string> output = browser.StandardOutput.ReadToEndAsync();
        await browser.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(browser.ExitCode == 0, await errors + await output);
    }
}
