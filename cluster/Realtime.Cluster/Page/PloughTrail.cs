using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>A stretch that a plough drove in one go.</summary>
/// <param name="Cleared">The blade was down; false = up, or nobody says.</param>
/// <param name="Points">In order; at least two.</param>
/// <param name="Until">When its end was passed.</param>
public sealed record Stretch(bool Cleared, IReadOnlyList<GeoPoint> Points, DateTimeOffset Until)
{
    public double Metres => Points.Zip(Points.Skip(1), Geo.Metres).Sum();
}

/// <summary>
/// Where a plough has been, as the public may know it. Only while on duty: where a driver goes afterwards is nobody's business. Never the last
/// minutes: the page is for people who wait for their street, not for following a person who works alone at night.
/// </summary>
/// <param name="Number">1, 2, ...: neither id nor name goes out.</param>
/// <param name="Last">Last place that may be shown; null = none in the window.</param>
/// <param name="LastTime">When it was there.</param>
/// <param name="BladeDown">Blade there; null = nobody says.</param>
/// <param name="Stretches">Oldest first.</param>
public sealed record PloughTrail(int Number, GeoPoint? Last, DateTimeOffset? LastTime, bool? BladeDown, IReadOnlyList<Stretch> Stretches)
{
    /// <summary>The last minutes that are kept back. Own choice: long enough that nobody is met there, short enough to know whether one's street is done.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMinutes(5);

    /// <summary>How far a trail reaches back.</summary>
    public static readonly TimeSpan Reach = TimeSpan.FromHours(3);

    /// <summary>Two points further apart in time are not joined: nobody knows which way was taken.</summary>
    private static readonly TimeSpan _joined = TimeSpan.FromMinutes(3);

    /// <summary>The trail of one plough from its stored points.</summary>
    /// <param name="number">Its number on the page.</param>
    /// <param name="points">Oldest first.</param>
    /// <param name="until">Points behind this time are not shown.</param>
    public static PloughTrail Of(int number, IEnumerable<ResultPoint> points, DateTimeOffset until)
    {
        Step[] steps = [.. points.Where(point => point.Time <= until && !point.Drill).Select(Step.Of).OfType<Step>().Where(step => step.OnDuty != false)];
        List<Stretch> stretches = [];
        List<GeoPoint> open = [];
        for (int i = 1; i < steps.Length; i++)
        {
            (Step from, Step to) = (steps[i - 1], steps[i]);
            if (to.Time - from.Time > _joined)
            {
                open = [];
                continue;
            }

            // What the blade did on the way is what was reported where the way begins.
            bool cleared = from.Blade == true;
            if (open.Count == 0 || stretches[^1].Cleared != cleared)
            {
                open = [from.Place];
                stretches.Add(new Stretch(cleared, open, to.Time));
            }

            open.Add(to.Place);
            stretches[^1] = stretches[^1] with { Until = to.Time };
        }

        return steps.Length == 0 ? new PloughTrail(number, null, null, null, []) : new PloughTrail(number, steps[^1].Place, steps[^1].Time, steps[^1].Blade, stretches);
    }

    private sealed record Step(DateTimeOffset Time, GeoPoint Place, bool? Blade, bool? OnDuty)
    {
        public static Step? Of(ResultPoint point) => Number(point, Fields.LatitudeDeg) is { } latitude && Number(point, Fields.LongitudeDeg) is { } longitude
            ? new Step(point.Time, new GeoPoint(latitude, longitude), Number(point, Fields.BladeDown) is { } blade ? blade > 0 : null, Number(point, Fields.OnDuty) is { } duty ? duty > 0 : null)
            : null;

        private static double? Number(ResultPoint point, string name)
        {
            foreach (ResultField field in point.Fields)
            {
                if (field.Name == name)
                {
                    return field.Value;
                }
            }

            return null;
        }
    }
}
