using System.Collections.Frozen;

namespace Realtime.Domain;

/// <summary>
/// The table of all rules, one entry each; every kind of thing has a file of its own. <see cref="Rules.All"/>, the default audience of an
/// alert and <c>docs/rules.md</c> come from it.
/// </summary>
public static partial class RuleBook
{
    /// <summary>Every rule, by kind of thing.</summary>
    public static IReadOnlyList<RuleEntry> All { get; } =
        [.. Sensors, .. Crowds, .. Anomalies, .. Vehicles, .. Shelters, .. Households, .. Channels];

    private static readonly FrozenDictionary<string, RuleEntry> ByName = All.ToFrozenDictionary(entry => entry.Rule, StringComparer.Ordinal);

    /// <summary>The entry of a rule.</summary>
    /// <exception cref="ArgumentException">There is no such rule.</exception>
    public static RuleEntry Of(string rule) =>
        ByName.TryGetValue(rule, out RuleEntry? entry) ? entry : throw new ArgumentException($"the rule book has no rule \"{rule}\"", nameof(rule));

    /// <summary>The entry of a rule; null when there is none, for example a rule of a newer version in a stored alert.</summary>
    public static RuleEntry? Find(string rule) => ByName.GetValueOrDefault(rule);
}
