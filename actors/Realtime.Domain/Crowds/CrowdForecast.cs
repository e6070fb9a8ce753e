namespace Realtime.Domain;

/// <summary>A forecast that waits for its reading.</summary>
/// <param name="Target">Time of the reading it is for.</param>
/// <param name="Persons">The forecast.</param>
/// <param name="Origin">The count when it was made: what "it stays as it is" would have said.</param>
/// <param name="Off">How far that count was from usual, in square roots; null when nothing was usual yet.</param>
public sealed record PendingForecast(DateTimeOffset Target, double Persons, double Origin, double? Off);

/// <summary>
/// The forecast of one place: the usual number at the target time, moved by that share of the present deviation which deviations of this
/// place used to keep over the horizon. The share is learned as it goes (least squares with forgetting); large deviations count less,
/// because a stadium that empties tells little about a rainy afternoon. One parameter set serves all places.
/// Its error is kept beside the error of persistence ("as many as now") on the same readings: whoever shows the forecast shows both.
/// </summary>
/// <remarks>Bounded: at most <see cref="Limits.ForecastsWaitingPerPlaceMax"/> forecasts wait.</remarks>
public sealed record CrowdForecast
{
    /// <summary>Forecasts reach this far, or one interval when that is longer.</summary>
    public static readonly TimeSpan HorizonMin = TimeSpan.FromMinutes(30);

    private static readonly CrowdForecast None = new();

    private const double Forget = 0.998;
    private const double LargeOff = 5;
    private static readonly TimeSpan ErrorWindow = TimeSpan.FromDays(7);

    /// <summary>Weighted squares of past deviations; starts as one observation.</summary>
    public double OffSquares { get; init; } = 1;

    /// <summary>Weighted products of past deviations with what became of them; starts at a kept share of three quarters.</summary>
    public double OffProducts { get; init; } = 0.75;

    /// <summary>Weight of the errors seen, at most a week's readings.</summary>
    public double Scored { get; init; }

    /// <summary>Weighted sum of our absolute errors, persons.</summary>
    public double Errors { get; init; }

    /// <summary>Weighted sum of the absolute errors of persistence on the same readings, persons.</summary>
    public double PersistenceErrors { get; init; }

    /// <summary>Rising targets.</summary>
    public IReadOnlyList<PendingForecast> Pending { get; init; } = [];

    /// <summary>Mean absolute error of the forecasts of about the last seven days, persons; null before the first was scored.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public double? MeanError => Scored > 0 ? Errors / Scored : null;

    /// <summary>The same of persistence.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public double? MeanPersistenceError => Scored > 0 ? PersistenceErrors / Scored : null;

    /// <summary>Whole intervals, at least <see cref="HorizonMin"/>.</summary>
    public static TimeSpan Horizon(TimeSpan interval) =>
        TimeSpan.FromTicks((HorizonMin.Ticks + interval.Ticks - 1) / interval.Ticks * interval.Ticks);

    /// <summary>Scores the forecast that was made for this reading, if any, and learns how deviations last.</summary>
    /// <param name="known">What was known before the reading; null = nothing.</param>
    /// <param name="time">The reading's time.</param>
    /// <param name="count">Persons counted.</param>
    /// <param name="off">Deviation from usual in square roots, by the profile before this reading; null when nothing was usual.</param>
    /// <param name="interval">Of the readings.</param>
    public static CrowdForecast Score(CrowdForecast? known, DateTimeOffset time, double count, double? off, TimeSpan interval)
    {
        CrowdForecast before = known ?? None;
        TimeSpan near = interval / 2;
        PendingForecast? due = before.Pending.FirstOrDefault(pending => (pending.Target - time).Duration() < near);
        PendingForecast[] later = [.. before.Pending.Where(pending => pending.Target - time >= near)];
        CrowdForecast next = later.Length == before.Pending.Count ? before : before with { Pending = later };
        return due is null ? next : next.Scoring(due, count, interval).Learning(due.Off, off);
    }

    /// <summary>Makes the forecast that follows a reading; <paramref name="made"/> is null when enough of them wait.</summary>
    public CrowdForecast Make(WeeklyProfile profile, DateTimeOffset time, double count, double? off, out PendingForecast? made)
    {
        made = null;
        TimeSpan horizon = Horizon(profile.Interval);
        if (Pending.Count > 0 && time + horizon - Pending[^1].Target < horizon / Limits.ForecastsWaitingPerPlaceMax - profile.Interval / 2)
        {
            return this;
        }

        DateTimeOffset target = time + horizon;
        double persons = off is { } now && profile.Usual(profile.SlotOf(target)) is { } usual
            ? Math.Pow(Math.Max(0, usual + Math.Clamp(OffProducts / OffSquares, 0, 1) * now), 2)
            : count;
        made = new PendingForecast(target, persons, count, off);
        return this with { Pending = [.. Pending.TakeLast(Limits.ForecastsWaitingPerPlaceMax - 1), made] };
    }

    private CrowdForecast Scoring(PendingForecast due, double count, TimeSpan interval)
    {
        double keep = 1 - Math.Min(1, interval / ErrorWindow);
        return this with
        {
            Scored = Scored * keep + 1,
            Errors = Errors * keep + Math.Abs(due.Persons - count),
            PersistenceErrors = PersistenceErrors * keep + Math.Abs(due.Origin - count),
        };
    }

    private CrowdForecast Learning(double? then, double? now)
    {
        if (then is not { } before || now is not { } after)
        {
            return this;
        }

        double weight = 1 / (1 + before * before / (LargeOff * LargeOff));
        return this with
        {
            OffSquares = OffSquares * Forget + weight * before * before,
            OffProducts = OffProducts * Forget + weight * before * after,
        };
    }

    /// <summary>Equal by content, like every stored state.</summary>
    public bool Equals(CrowdForecast? other) =>
        other is not null
        && OffSquares.Equals(other.OffSquares)
        && OffProducts.Equals(other.OffProducts)
        && Scored.Equals(other.Scored)
        && Errors.Equals(other.Errors)
        && PersistenceErrors.Equals(other.PersistenceErrors)
        && Pending.SequenceEqual(other.Pending);

    public override int GetHashCode() => HashCode.Combine(OffSquares, OffProducts, Scored, Errors, PersistenceErrors, Pending.Count);
}
