namespace Realtime.Domain;

/// <summary>
/// How notices are gathered into letters. Times are of the receiving clock: this is about readers, not about the city.
/// </summary>
/// <param name="Gather">A letter waits this long after its first notice, so that what happens together stands together. Default 3 s.</param>
/// <param name="Window">
/// After a letter about an area the next one about it waits this long, unless something got worse. Zero = every notice is a letter of its own.
/// Default 5 min, the group interval of the Prometheus Alertmanager.
/// </param>
/// <param name="HourlyBudget">
/// Letters to one reader within an hour from which on all areas share one letter per window. Default 6: EEMUA 191 calls one alarm in ten
/// minutes manageable for one operator.
/// </param>
public sealed record PostSettings(TimeSpan Gather, TimeSpan Window, int HourlyBudget)
{
    public static readonly PostSettings Default = new(TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(5), 6);

    /// <summary>The budget is counted over this time.</summary>
    public static readonly TimeSpan BudgetSpan = TimeSpan.FromHours(1);
}
