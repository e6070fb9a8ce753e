using System.Reflection;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Realtime.Domain;

namespace Realtime.Tests.House;

/// <summary>Nothing raises an alert that an authority could not look up: every rule has its entry, every deciding type names its source.</summary>
public sealed class RuleBookTests
{
    private const string Domain = "actors/Realtime.Domain/";

    [Fact]
    public void Every_rule_in_the_code_has_one_entry_and_every_entry_a_rule()
    {
        string[] named =
        [
            .. typeof(Rules).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal),
        ];
        Assert.NotEmpty(named);
        Assert.Equal(named, RuleBook.All.Select(entry => entry.Rule).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_deciding_type_names_its_source() =>
        Findings.None(
            "the documentation of the type that decides names the norm, guideline, paper or data set: \"Source: …\"",
            from entry in RuleBook.All
            from type in entry.DecidedBy
            where !DocumentationOf(type).Contains("Source: ", StringComparison.Ordinal)
            select $"{entry.Rule}: {type}");

    [Fact]
    public void Every_entry_says_something_in_every_part() =>
        Findings.None(
            "an entry without a text explains nothing; the printer sets the last full stop of settings, levels and source",
            from entry in RuleBook.All
            from part in new[] { entry.Title, entry.Raises, entry.Clears, entry.Reads, entry.Levels, entry.Settings, entry.NotJudged, entry.Source }
            where part.Trim().Length < 3 || entry.DecidedBy.Count == 0 || entry.Kinds.Count == 0 || new[] { entry.Title, entry.Levels, entry.Settings, entry.Source }.Any(text => text.EndsWith('.'))
            select $"{entry.Rule}: \"{part}\"");

    private static string DocumentationOf(string type) => string.Concat(
        SourceFile.Under(Domain)
            .SelectMany(file => file.Tree.DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
            .Where(declaration => declaration.Identifier.ValueText == type)
            .Select(declaration => declaration.GetLeadingTrivia().ToFullString()));
}
