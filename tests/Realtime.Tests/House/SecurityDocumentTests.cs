using System.Reflection;
using System.Text.RegularExpressions;
using Realtime.Domain;

namespace Realtime.Tests.House;

/// <summary>SECURITY.md claims measures and classes of data: what it points at exists, and nothing of the code is missing in it.</summary>
public sealed partial class SecurityDocumentTests
{
    private static readonly string[] Classes = ["open", "limited", "closed"];
    private static readonly string[] Categories = ["Governance", "Service", "City OS", "Asset", "Supply chain", "Incident response", "Data linkage"];

    [Fact]
    public void Every_topic_and_measurement_has_one_class()
    {
        Dictionary<string, string> classes = Rows("## Data classes").ToDictionary(row => row[0].Trim('`'), row => row[1]);
        string[] measurements = [.. typeof(Measurements).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral && !field.Name.StartsWith("Tag", StringComparison.Ordinal)).Select(field => (string)field.GetRawConstantValue()!)];
        Assert.True(measurements.Length > 8);
        Assert.Equal(
            Topics.All.Select(topic => "topic " + topic).Concat(measurements.Select(name => "measurement " + name)).Order(StringComparer.Ordinal),
            classes.Keys.Order(StringComparer.Ordinal));
        Assert.All(classes.Values, one => Assert.Contains(one, Classes));
        Assert.Equal(("closed", "closed"), (classes["measurement " + Measurements.Household], classes["topic " + Topics.Household]));
        Assert.Equal("closed", classes["measurement " + Measurements.Closed]);
    }

    [Fact]
    public void Every_category_has_measures_and_every_proof_exists()
    {
        string[][] rows = [.. Rows("## Mapped to the guideline")];
        Assert.Equal(Categories.Order(StringComparer.Ordinal), rows.Select(row => row[0]).Distinct().Order(StringComparer.Ordinal));
        Findings.None("a measure without a proof is a wish", rows.Where(row => !Name().IsMatch(row[2])).Select(row => row[1]));
        Findings.None(
            "the proof is a file, a folder, or a test class",
            from row in rows
            from Match match in Name().Matches(row[2])
            let name = match.Groups[1].Value
            where !Repository.Files.Any(file => file == name || file.StartsWith(name + "/", StringComparison.Ordinal) || file.EndsWith($"/{name}.cs", StringComparison.Ordinal))
            select name);
    }

    /// <summary>Cells of the table below a heading.</summary>
    private static IEnumerable<string[]> Rows(string heading) =>
        Repository.Text("SECURITY.md").Split('\n').SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries));

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
