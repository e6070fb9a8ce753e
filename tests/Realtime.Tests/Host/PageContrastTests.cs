using System.Globalization;
using System.Text.RegularExpressions;
using Realtime.Cluster.Page;

namespace Realtime.Tests.Host;

/// <summary>
/// Contrast of every pair of colours that the page puts on each other, in both schemes: 4.5:1 for text (WCAG 2.2, 1.4.3), 3:1 for signs and edges
/// that mean something (1.4.11). Computed from the style sheet itself.
/// </summary>
public sealed partial class PageContrastTests
{
    private static readonly string[] _grounds = ["paper", "card", "sea"];
    private static readonly string[] _texts = ["ink", "soft", "accent", "bad"];
    private static readonly string[] _signs = ["edge", "level1", "level2", "level3", "level4", "level5"];

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Text_is_readable_and_signs_are_seen(string scheme)
    {
        Dictionary<string, string> tokens = Tokens(scheme);
        var pairs = _grounds.SelectMany(ground => _texts.Select(text => (text, ground, 4.5)).Concat(_signs.Select(sign => (sign, ground, 3.0))))
            .Append(("warn-ink", "warn", 4.5)).Append(("card", "accent", 4.5));

        Assert.All(pairs, pair => Check($"{pair.Item1} on {pair.Item2} ({scheme})", tokens[pair.Item1], tokens[pair.Item2], pair.Item3));
    }

    [Fact]
    public void Every_token_is_one_that_is_checked()
    {
        string[] known = [.. _grounds, .. _texts, .. _signs, "warn", "warn-ink", "line"];
        Assert.Equal(known.Order(), Tokens("light").Keys.Order());
        Assert.Equal(known.Order(), Tokens("dark").Keys.Order());
    }

    [Fact]
    public void Badges_are_readable_on_their_own_ground()
    {
        MatchCollection badges = Badge().Matches(PageAssets.Style.Html);
        Assert.Equal(["l1", "l2", "l3", "l4", "l5", "drill"], badges.Select(badge => badge.Groups["name"].Value));
        Assert.All(badges, badge => Check(badge.Groups["name"].Value, badge.Groups["ink"].Value, badge.Groups["ground"].Value, 4.5));
    }

    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#777777", "#ffffff", 4.48)]
    [InlineData("#fff", "#ffffff", 1)]
    public void The_formula_is_that_of_the_guidelines(string one, string other, double expected) => Assert.Equal(expected, Contrast(one, other), 2);

    private static void Check(string what, string one, string other, double least) =>
        Assert.True(Contrast(one, other) >= least, string.Create(CultureInfo.InvariantCulture, $"{what}: {Contrast(one, other):0.00}, wanted {least}"));

    private static Dictionary<string, string> Tokens(string scheme)
    {
        string style = PageAssets.Style.Html;
        int dark = style.IndexOf("prefers-color-scheme: dark", StringComparison.Ordinal);
        string part = scheme == "dark" ? style[dark..style.IndexOf("* {", StringComparison.Ordinal)] : style[..dark];
        return Token().Matches(part).ToDictionary(token => token.Groups[1].Value, token => token.Groups[2].Value);
    }

    private static double Contrast(string one, string other)
    {
        (double a, double b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        string hex = colour.Length == 4 ? $"{colour[1]}{colour[1]}{colour[2]}{colour[2]}{colour[3]}{colour[3]}" : colour[1..];
        double[] parts = [.. Enumerable.Range(0, 3).Select(i => int.Parse(hex.AsSpan(i * 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4))];
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }

    [GeneratedRegex("--([a-z0-9-]+): (#[0-9a-f]{3,6});")]
    private static partial Regex Token();

    [GeneratedRegex(@"^\.(?<name>l[1-9]|drill) \{ background: (?<ground>#[0-9a-f]{3,6}); color: (?<ink>#[0-9a-f]{3,6});", RegexOptions.Multiline)]
    private static partial Regex Badge();
}
