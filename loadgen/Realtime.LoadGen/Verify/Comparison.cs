using Realtime.Domain;
using Realtime.LoadGen.Oracle;

namespace Realtime.LoadGen.Verify;

/// <summary>Compares what came out with what the oracle foretold, alert by alert.</summary>
public static class Comparison
{
    /// <param name="expected">From the oracle.</param>
    /// <param name="published">From the broker.</param>
    /// <param name="isDecided">False for things that cannot be judged.</param>
    /// <param name="poison">Places of records that must be refused.</param>
    public static Findings Of(
        IReadOnlyList<ExpectedAlert> expected,
        PublishedAlerts published,
        Func<string, bool> isDecided,
        IReadOnlySet<(string Topic, int Partition, long Offset)> poison)
    {
        Findings findings = new() { Expected = expected.Count };
        HashSet<(string, int, long)> refused = [.. published.DeadLetters.Select(letter => (letter.Topic, letter.Partition, letter.Offset))];
        findings.Refused.AddRange(published.DeadLetters.Where(letter => !poison.Contains((letter.Topic, letter.Partition, letter.Offset))).Select(letter => letter.Text));
        findings.NotRefused.AddRange(poison.Where(place => !refused.Contains(place)).Select(place => $"{place.Topic}/{place.Partition} @{place.Offset} has no dead letter"));
        Dictionary<string, ExpectedAlert> open = expected.ToDictionary(IdOf);
        foreach (IGrouping<string, AlertChange> alert in published.Changes.GroupBy(change => change.AlertId))
        {
            List<AlertChange> changes = Distinct(alert, findings);
            AlertChange first = changes[0];
            if (first.Drill || !CityOracle.Rules.Contains(first.Rule) || !isDecided(first.Thing.ToString()))
            {
                findings.NotJudged++;
                continue;
            }

            findings.Judged++;
            if (open.Remove(alert.Key, out ExpectedAlert? wanted))
            {
                Judge(wanted, changes, findings);
            }
            else
            {
                findings.False.Add(new FalseAlert(first.Rule, $"{alert.Key} {first.Rule} {first.Thing} since {first.EpisodeStart:O}: {first.Text}"));
            }
        }

        findings.Lost.AddRange(open.Select(alert => $"{alert.Key} {alert.Value.Rule} {alert.Value.Thing}: {Course(alert.Value.Steps)}"));
        return findings;
    }

    /// <summary>The id the product must give it: the published contract of <see cref="AlertIds"/>.</summary>
    private static string IdOf(ExpectedAlert alert) => ThingKey.TryParse(alert.Thing, out ThingKey thing)
        ? AlertIds.Of(thing, alert.Rule, alert.Start)
        : throw new InvalidDataException($"\"{alert.Thing}\" in the ledger is not a thing");

    /// <summary>One change per sequence, in order; notes repeats, contradictions and holes.</summary>
    private static List<AlertChange> Distinct(IGrouping<string, AlertChange> alert, Findings findings)
    {
        SortedDictionary<int, AlertChange> bySequence = [];
        foreach (AlertChange change in alert)
        {
            if (!bySequence.TryGetValue(change.Sequence, out AlertChange? known))
            {
                bySequence[change.Sequence] = change;
            }
            else if (known == change)
            {
                findings.Repeats++;
            }
            else
            {
                findings.Doubled.Add($"{alert.Key} change {change.Sequence} came twice: \"{known.Text}\" and \"{change.Text}\"");
            }
        }

        if (bySequence.Keys.First() != 0 || bySequence.Keys.Last() != bySequence.Count - 1)
        {
            findings.Wrong.Add($"{alert.Key} has a hole in its changes: {string.Join(", ", bySequence.Keys)}");
        }

        return [.. bySequence.Values];
    }

    private static void Judge(ExpectedAlert wanted, List<AlertChange> changes, Findings findings)
    {
        // Losing and regaining sight of a thing leaves the level as it is.
        List<LevelStep> steps = [.. changes
            .Where(change => change.Kind is not (AlertChangeKind.Unobservable or AlertChangeKind.Observable))
            .Select(change => new LevelStep(change.Time, change.ToLevel, change.Unconfirmed))];
        if (!steps.SequenceEqual(wanted.Steps))
        {
            findings.Wrong.Add($"{changes[0].AlertId} {wanted.Rule} {wanted.Thing}: must be {Course(wanted.Steps)}, is {Course(steps)}");
        }
    }

    private static string Course(IEnumerable<LevelStep> steps) =>
        string.Join(", ", steps.Select(step => step.Level == 0 ? $"over {step.Time:O}" : $"level {step.Level}{(step.Unconfirmed ? "?" : "")} {step.Time:O}"));
}
