using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Realtime.Cluster.Page;

/// <summary>Style and script of the page. They stand in the page itself, allowed by their hashes, so that it needs nothing from anywhere.</summary>
public static class PageAssets
{
    public static readonly Markup Style = new(Read("page.css"));

    /// <summary>Style of the families' page.</summary>
    public static readonly Markup FamilyStyle = new(Read("family.css"));

    /// <summary>On every page: renews its live part, tells new alerts.</summary>
    public static readonly Markup Script = new(Read("morph.js") + Read("page.js"));

    /// <summary>Moves the map.</summary>
    public static readonly Markup MapScript = new(Read("map.js"));

    /// <summary>Only these styles, these scripts and calls to this node; no frames, no other forms.</summary>
    public static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src '{Hash(Style)}' '{Hash(FamilyStyle)}'; script-src '{Hash(Script)}' '{Hash(MapScript)}'; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static string Hash(Markup asset) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(asset.Html)));

    private static string Read(string name)
    {
        Assembly assembly = typeof(PageAssets).Assembly;
        using Stream stream = assembly.GetManifestResourceStream($"Realtime.Cluster.Page.{name}")
            ?? throw new InvalidOperationException($"{name} is missing in {assembly.GetName().Name}");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
