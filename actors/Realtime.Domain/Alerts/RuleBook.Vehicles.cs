namespace Realtime.Domain;

/// <summary>Vehicles; their silence stands with the sensors', because it is the same rule.</summary>
public static partial class RuleBook
{
    private static IReadOnlyList<RuleEntry> Vehicles => [];
}
