namespace Realtime.Tests.House;

/// <summary>Files and methods stay small enough to be read at once. The averages take care of themselves; the maximum is capped.</summary>
public sealed class ShapeTests
{
    private const int LinesPerFileMax = 400;
    private const int LinesPerMethodMax = 70;

    /// <summary>Suffixes of files that hold a family of small types under a common name.</summary>
    private static readonly string[] FamilyEndings = ["Messages", "Events", "Commands", "Ports", "Names", "Settings", "Views"];

    [Fact]
    public void There_are_sources_to_look_at()
    {
        Assert.Contains(SourceFile.All, file => file.Path == "actors/Realtime.Domain/Limits.cs");
        Assert.Contains(SourceFile.All.SelectMany(file => file.Methods()), method => method.Name == nameof(There_are_sources_to_look_at));
    }

    [Fact]
    public void No_file_is_too_long() =>
        Findings.None(
            $"a C# file has at most {LinesPerFileMax} lines: split it by purpose",
            SourceFile.All.Where(file => file.Lines > LinesPerFileMax).Select(file => $"{file.Path}: {file.Lines} lines"));

    [Fact]
    public void No_method_is_too_long() =>
        Findings.None(
            $"a method has at most {LinesPerMethodMax} lines: give its parts names",
            from file in SourceFile.All
            from method in file.Methods()
            where method.Length > LinesPerMethodMax
            select $"{file.Path}:{method.Line}: {method.Name} has {method.Length} lines");

    [Fact]
    public void A_file_is_named_after_its_main_type() =>
        Findings.None(
            "a C# file carries the name of the type it is about",
            SourceFile.All.Where(file => file.TypeNames.Count > 0 && !IsNamedAfterItsTypes(file))
                .Select(file => $"{file.Path}: holds {string.Join(", ", file.TypeNames)}"));

    [Theory]
    [InlineData("Limits", "Limits", true)]
    [InlineData("Faults", "IFaults", true)]
    [InlineData("CityMessages", "GetCity", true)]
    [InlineData("Ingress", "MqttIngress", false)]
    public void A_name_is_judged_with_reason(string stem, string type, bool fits) => Assert.Equal(fits, Fits(stem, [type]));

    private static bool IsNamedAfterItsTypes(SourceFile file) => Fits(file.Stem, file.TypeNames);

    private static bool Fits(string stem, IReadOnlyList<string> types) =>
        types.Any(type => type == stem || type == "I" + stem || type + "s" == stem)
        || FamilyEndings.Any(ending => stem.EndsWith(ending, StringComparison.Ordinal));
}
