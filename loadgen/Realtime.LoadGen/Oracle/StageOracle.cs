using Realtime.LoadGen.Ledger;

namespace Realtime.LoadGen.Oracle;

/// <summary>When a water stage that one row reaches needs a second row.</summary>
/// <param name="Water">Whether the gauge is registered as one of water; null = its rows say so.</param>
/// <param name="RiseMaxM">Fastest rise that is believed, metres in ten minutes.</param>
/// <param name="Recent">Longest time between rows that are compared.</param>
public sealed record DoubtRule(bool? Water, double RiseMaxM, TimeSpan Recent);

/// <summary>
/// Stages one threshold at a time. A threshold is off, sure, or only maybe: reached by one row out of nowhere. A sure one holds until a row
/// falls below the dead-band; a maybe becomes sure when the next row reaches it too, else it is off. The level of a row is the highest
/// threshold that is not off. An episode is a run of rows with a level.
/// </summary>
public static class StageOracle
{
    /// <summary>A level alone never says 5: overflow has to be confirmed.</summary>
    private const int LevelMax = 4;

    /// <summary>Relative size of what binary fractions cannot tell apart: 6.4 - 0.1 is not exactly 6.3.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Name of the rule.</summary>
    public const string Rule = "stage";

    public static IEnumerable<ExpectedAlert> Expect(ThingHistory history, IReadOnlyList<LedgerStage> stages, double deadBand, DoubtRule? doubts)
    {
        List<LevelStep> steps = [];
        foreach (LevelStep step in new Ladder(stages, BandOf(stages, deadBand), doubts).Steps(history.Rows))
        {
            steps.Add(step with { Level = Math.Min(step.Level, LevelMax) });
            if (step.Level == 0)
            {
                yield return new ExpectedAlert(history.Thing, Rule, steps[0].Time, steps);
                steps = [];
            }
        }

        if (steps.Count > 0)
        {
            yield return new ExpectedAlert(history.Thing, Rule, steps[0].Time, steps);
        }
    }

    /// <summary>A dead-band wider than half the smallest gap between thresholds would let two hold where one should.</summary>
    private static double BandOf(IReadOnlyList<LedgerStage> stages, double deadBand)
    {
        double band = deadBand;
        for (int i = 0; i + 1 < stages.Count; i++)
        {
            band = Math.Min(band, (stages[i + 1].Value - stages[i].Value) / 2);
        }

        return band;
    }

    /// <summary>The thresholds of one station, walked row by row.</summary>
    private sealed class Ladder(IReadOnlyList<LedgerStage> stages, double band, DoubtRule? doubts)
    {
        private readonly bool[] _sure = new bool[stages.Count];
        private readonly bool[] _maybe = new bool[stages.Count];
        private (DateTimeOffset Time, double Value)? _before;
        private (DateTimeOffset Time, double Value)? _beforeMaybe;
        private DateTimeOffset _maybeSince;

        public IEnumerable<LevelStep> Steps(IEnumerable<HistoryRow> rows)
        {
            foreach (HistoryRow row in rows.Where(row => row.Good && row.Line.Value is not null))
            {
                double value = row.Line.Value!.Value;
                bool water = doubts?.Water ?? row.Line.Water ?? false;
                foreach (LevelStep step in Step(row.Time, value, doubts is not null && water))
                {
                    yield return step;
                }
            }
        }

        private IEnumerable<LevelStep> Step(DateTimeOffset time, double value, bool doubting)
        {
            (DateTimeOffset Time, double Value)? compare = _before;
            if (_maybe.Contains(true))
            {
                if (time == _maybeSince && Enumerable.Range(0, stages.Count).Any(i => !_sure[i] && value >= stages[i].Value))
                {
                    LevelStep? corrected = Again(time, value);
                    _before = (time, value);
                    if (corrected is { } changed)
                    {
                        yield return changed;
                    }

                    yield break;
                }

                bool next = time > _maybeSince && time - _maybeSince <= doubts!.Recent;
                if (time > _maybeSince && !next && value.Equals(_before!.Value.Value))
                {
                    (_maybeSince, _before) = (time, (time, value));
                    yield break;
                }

                bool borne = next && Enumerable.Range(0, stages.Count).Any(i => _maybe[i] && value >= stages[i].Value);
                for (int i = 0; i < stages.Count; i++)
                {
                    _sure[i] |= _maybe[i] && borne && value >= stages[i].Value;
                    _maybe[i] = false;
                }

                compare = borne ? _before : _beforeMaybe;
                yield return new LevelStep(time, Level(), !borne && Level() == 0);
            }

            if (Move(time, value, compare, doubting) is { } step)
            {
                yield return step;
            }

            _before = (time, value);
        }

        /// <summary>The maybe row itself was sent anew with another value.</summary>
        private LevelStep? Again(DateTimeOffset time, double value)
        {
            int was = Level();
            for (int i = 0; i < stages.Count; i++)
            {
                _maybe[i] = !_sure[i] && value >= stages[i].Value;
            }

            return Level() == was ? null : new LevelStep(time, Level(), true);
        }

        private LevelStep? Move(DateTimeOffset time, double value, (DateTimeOffset Time, double Value)? compare, bool doubting)
        {
            int was = Level();
            bool nowhere = doubting && !(compare is { } last && time - last.Time <= doubts!.Recent
                && value - last.Value <= Math.Max(0, doubts.RiseMaxM * Math.Max(1, (time - last.Time).TotalMinutes / 10)));
            bool rises = Enumerable.Range(0, stages.Count).Any(i => value >= stages[i].Value && !_sure[i] && stages[i].Level > was);
            for (int i = 0; i < stages.Count; i++)
            {
                double floor = stages[i].Value - band;
                bool reached = value >= stages[i].Value;
                _maybe[i] = nowhere && rises && reached && !_sure[i];
                _sure[i] = !_maybe[i] && (reached || (_sure[i] && value >= floor - Rounding * Math.Max(1, Math.Abs(floor))));
            }

            if (_maybe.Contains(true))
            {
                (_maybeSince, _beforeMaybe) = (time, compare);
            }

            return Level() == was ? null : new LevelStep(time, Level(), _maybe.Contains(true));
        }

        private int Level()
        {
            int level = 0;
            for (int i = 0; i < stages.Count; i++)
            {
                level = _sure[i] || _maybe[i] ? Math.Max(level, stages[i].Level) : level;
            }

            return level;
        }
    }
}
