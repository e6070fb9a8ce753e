namespace Realtime.Dashboards.Prometheus;

/// <summary>A group of rules, evaluated one after the other.</summary>
public sealed record RuleGroup(string Name, IReadOnlyList<Rule> Rules);

/// <summary>A recording or alerting rule.</summary>
/// <param name="Expression">PromQL.</param>
public abstract record Rule(string Expression);

/// <summary>A named result, <c>level:metric:operations</c>.</summary>
public sealed record RecordingRule(string Record, string Expression) : Rule(Expression);

/// <summary>A condition an operator must hear of. Each has an entry in <c>docs/runbook.md</c> under its lower-case name.</summary>
public sealed record AlertRule(string Alert, string Expression) : Rule(Expression)
{
    /// <summary>How long the condition must hold; null = fires at once.</summary>
    public string? For { get; init; }

    /// <summary>How long the alert stays after the condition is gone (Prometheus 2.42 or newer); null = it goes at once.</summary>
    public string? KeepFiringFor { get; init; }

    /// <summary>"critical": somebody must act now; "warning": in working hours.</summary>
    public required string Severity { get; init; }

    /// <summary>One sentence with the number.</summary>
    public required string Summary { get; init; }

    /// <summary>What it means for the city.</summary>
    public required string Description { get; init; }

    public string RunbookUrl => "docs/runbook.md#" + Alert.ToLowerInvariant();
}
