using Realtime.LoadGen.Ledger;

namespace Realtime.LoadGen.Oracle;

/// <summary>
/// Stages one threshold at a time: a threshold holds at a row when some row at or before it reached it and no row since then fell below
/// the dead-band. The level of a row is the highest threshold that holds. An episode is a run of rows with a level.
/// </summary>
public static class StageOracle
{
    /// <summary>A level alone never says 5: overflow has to be confirmed.</summary>
    private const int LevelMax = 4;

    /// <summary>Relative size of what binary fractions cannot tell apart: 6.4 - 0.1 is not exactly 6.3.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Name of the rule.</summary>
    public const string Rule = "stage";

    public static IEnumerable<ExpectedAlert> Expect(ThingHistory history, IReadOnlyList<LedgerStage> stages, double deadBand)
    {
        List<HistoryRow> rows = [.. history.Rows.Where(row => row.Good && row.Line.Value is not null)];
        int[] levels = LevelsOf([.. rows.Select(row => row.Line.Value!.Value)], stages, deadBand);
        for (int i = 0; i < levels.Length; i++)
        {
            if (levels[i] == 0 || (i > 0 && levels[i - 1] != 0))
            {
                continue;
            }

            List<LevelStep> steps = [new LevelStep(rows[i].Time, Math.Min(levels[i], LevelMax))];
            for (int j = i + 1; j < levels.Length && levels[j - 1] != 0; j++)
            {
                if (levels[j] != levels[j - 1])
                {
                    steps.Add(new LevelStep(rows[j].Time, Math.Min(levels[j], LevelMax)));
                }
            }

            yield return new ExpectedAlert(history.Thing, Rule, rows[i].Time, steps);
        }
    }

    /// <summary>The level at every value: 0, or the level of the highest threshold that holds.</summary>
    private static int[] LevelsOf(double[] values, IReadOnlyList<LedgerStage> stages, double deadBand)
    {
        double band = BandOf(stages, deadBand);
        int[] levels = new int[values.Length];
        foreach (LedgerStage stage in stages)
        {
            double floor = stage.Value - band;
            double edge = floor - Rounding * Math.Max(1, Math.Abs(floor));
            bool holds = false;
            for (int i = 0; i < values.Length; i++)
            {
                holds = values[i] >= stage.Value || (holds && values[i] >= edge);
                if (holds && stage.Level > levels[i])
                {
                    levels[i] = stage.Level;
                }
            }
        }

        return levels;
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
}
