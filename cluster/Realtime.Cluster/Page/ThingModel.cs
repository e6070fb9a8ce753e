using Realtime.Actors.City;
using Realtime.Cluster.Http;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>What one look at a thing found. Null parts did not answer in time.</summary>
/// <param name="Thing">The thing now.</param>
/// <param name="Registration">What the registry says; null = it is not registered.</param>
/// <param name="Alerts">Its alerts, open ones first, worst first.</param>
/// <param name="Reasons">Why the worst of the open ones stand.</param>
/// <param name="Series">Its recent past.</param>
/// <param name="MayAct">The caller may acknowledge and comment.</param>
/// <param name="Facts">About the node.</param>
/// <param name="At">Clock of the node when it looked.</param>
/// <param name="Hours">Length of the window that was asked for.</param>
public sealed record ThingModel(
    ThingView Thing,
    Registration? Registration,
    IReadOnlyList<AlertView>? Alerts,
    IReadOnlyList<WhyAnswer> Reasons,
    ThingSeries Series,
    bool MayAct,
    NodeFacts Facts,
    DateTimeOffset At,
    int Hours)
{
    public IEnumerable<AlertView> Open => (Alerts ?? []).Where(alert => alert.State != AlertState.Resolved);

    public IEnumerable<AlertView> Past => (Alerts ?? []).Where(alert => alert.State == AlertState.Resolved).OrderByDescending(alert => alert.LastChange);
}

/// <summary>The recent past of a thing as far as the store tells.</summary>
/// <param name="Plot">What is drawn; null = this thing has no series that may be shown.</param>
/// <param name="Points">Oldest first; drills left out.</param>
/// <param name="From">Where the window begins.</param>
/// <param name="To">Where it ends: at the newest reading.</param>
/// <param name="Fault">Why the store could not be read; "" = it could.</param>
public sealed record ThingSeries(Plot? Plot, IReadOnlyList<ResultPoint> Points, DateTimeOffset From, DateTimeOffset To, string Fault)
{
    /// <summary>Nothing to draw.</summary>
    public static readonly ThingSeries None = new(null, [], default, default, "");

    /// <summary>Before this time values are missing, because there are more than one answer takes; null = none are.</summary>
    public DateTimeOffset? WholeFrom { get; init; }

    /// <summary>Names the drawing; it stays the same until a new one would differ by a point of the chart. "" = there is none.</summary>
    public string Key { get; init; } = "";

    /// <summary>The page has this drawing already; nothing was read.</summary>
    public bool Kept { get; init; }
}
