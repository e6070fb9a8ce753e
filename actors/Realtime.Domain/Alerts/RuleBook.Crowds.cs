namespace Realtime.Domain;

/// <summary>Crowds and people flow.</summary>
public static partial class RuleBook
{
    private static IReadOnlyList<RuleEntry> Crowds => [];
}
