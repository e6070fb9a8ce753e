namespace Realtime.Tests.House;

/// <summary>A tidy test lists everything it finds, so that one run is enough to mend it all.</summary>
internal static class Findings
{
    /// <summary>Fails with the rule and every finding when there is any.</summary>
    public static void None(string rule, IEnumerable<string> findings)
    {
        string[] all = [.. findings];
        Assert.True(all.Length == 0, $"{rule}{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", all)}");
    }
}
