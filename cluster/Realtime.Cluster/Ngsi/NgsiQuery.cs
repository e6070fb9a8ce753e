using System.Globalization;
using System.Text.RegularExpressions;
using Realtime.Domain;

namespace Realtime.Cluster.Ngsi;

/// <summary>
/// The part of NGSI-LD's query language that is answered: conditions joined with <c>;</c> (and), each <c>attribute op value</c> with <c>== != &gt; &gt;= &lt; &lt;=</c>, values numbers,
/// true, false or quoted texts. <c>|</c>, parentheses, lists, ranges, patterns and attribute paths are refused by name.
/// </summary>
public sealed partial class NgsiQuery
{
    private const int ConditionsMax = 10;
    private readonly IReadOnlyList<(string Attribute, string Op, string Value)> _conditions;

    private NgsiQuery(IReadOnlyList<(string, string, string)> conditions) => _conditions = conditions;

    /// <summary>Reads a query; null with one sentence when it goes beyond the subset.</summary>
    public static (NgsiQuery? Query, string Fault) Parse(string text)
    {
        List<(string, string, string)> conditions = [];
        foreach (string part in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Condition().Match(part) is not { Success: true } match || conditions.Count == ConditionsMax)
            {
                return (null, $"q takes at most {ConditionsMax} conditions such as alertLevel>=3;municipality==\"37201\" joined with ;, and not {part}.");
            }

            conditions.Add((match.Groups["name"].Value, match.Groups["op"].Value, match.Groups["value"].Value));
        }

        return (new NgsiQuery(conditions), "");
    }

    /// <summary>Whether a thing's entity fits; an attribute that it does not have fits nothing.</summary>
    public bool Covers(ThingView thing)
    {
        Dictionary<string, NgsiAttribute> known = NgsiModels.AttributesOf(thing).ToDictionary(attribute => attribute.Name);
        return _conditions.All(condition => known.TryGetValue(condition.Attribute, out NgsiAttribute? attribute) && Fits(attribute, condition.Op, condition.Value));
    }

    private static bool Fits(NgsiAttribute attribute, string op, string value)
    {
        string shown = attribute.Value.ToString();
        int? order = value.StartsWith('"') ? string.CompareOrdinal(shown, value.Trim('"'))
            : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double wanted) && double.TryParse(shown, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                ? number.CompareTo(wanted)
                : shown == value ? 0 : null;
        return op switch
        {
            "==" => order == 0,
            "!=" => order != 0,
            ">" => order > 0,
            ">=" => order >= 0,
            "<" => order < 0,
            _ => order <= 0,
        };
    }

    [GeneratedRegex("""^(?<name>[A-Za-z]+)(?<op>==|!=|>=|<=|>|<)(?<value>"[^"]*"|-?\d+(\.\d+)?|true|false)$""")]
    private static partial Regex Condition();
}
