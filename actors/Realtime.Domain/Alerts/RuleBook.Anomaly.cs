namespace Realtime.Domain;

/// <summary>Wearables and generic scalars.</summary>
public static partial class RuleBook
{
    private static IReadOnlyList<RuleEntry> Anomalies => [];
}
