using Realtime.Domain;

namespace Realtime.Benchmarks.Workloads;

/// <summary>Edges of a thing's stages, worked out once. Levels are 2, 3, 4 by place.</summary>
/// <param name="Up">Values from which a stage holds.</param>
/// <param name="Down">Values below which it is left: the threshold less the dead-band, less the rounding of binary fractions.</param>
internal sealed record StageEdges(double[] Up, double[] Down)
{
    public const int LowestLevel = 2;

    public static StageEdges Of(StageThresholds thresholds)
    {
        double band = StageRule.DeadBand(thresholds);
        double[] up = [.. thresholds.Stages.Select(stage => stage.Value)];
        return new StageEdges(up, [.. up.Select(value => value - band - 1e-9 * Math.Max(1, Math.Abs(value - band)))]);
    }
}

/// <summary>What became of the alert of a thing.</summary>
internal readonly record struct StageChange(AlertChangeKind Kind, int From, int To, long EpisodeStart, int Sequence, long Time);

/// <summary>
/// The stage rule as a loop's author would write it by hand: the same raises, steps and ends as the product's rule, without sentences,
/// evidence, drills, doubts and channels. Every contestant but ours runs this one; ours runs all rules of a sensor.
/// </summary>
internal struct StageCell
{
    private int _level;
    private int _changes;
    private long _start;
    private long _last;

    /// <summary>Judges a reading; returns whether the alert changed. A reading older than the newest is not judged.</summary>
    public bool Take(StageEdges edges, double value, long ticks, out StageChange change)
    {
        change = default;
        if (ticks < _last)
        {
            return false;
        }

        _last = ticks;
        int level = 0;
        for (int i = 0; i < edges.Up.Length; i++)
        {
            int stage = StageEdges.LowestLevel + i;
            if (value >= edges.Up[i] || (stage <= _level && value >= edges.Down[i]))
            {
                level = stage;
            }
        }

        return level != _level && Change(level, ticks, out change);
    }

    private bool Change(int level, long ticks, out StageChange change)
    {
        AlertChangeKind kind = _level == 0 ? AlertChangeKind.Raised
            : level == 0 ? AlertChangeKind.Resolved
            : level > _level ? AlertChangeKind.SteppedUp
            : AlertChangeKind.SteppedDown;
        if (_level == 0)
        {
            _start = ticks;
            _changes = 0;
        }

        change = new StageChange(kind, _level, level, _start, _changes++, ticks);
        _level = level;
        return true;
    }
}
