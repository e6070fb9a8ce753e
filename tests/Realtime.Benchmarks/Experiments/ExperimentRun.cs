using System.Globalization;
using Realtime.Benchmarks.Measuring;
using Realtime.Benchmarks.Running;

namespace Realtime.Benchmarks.Experiments;

/// <summary>Runs the experiments that are not in the results yet, round by round.</summary>
internal sealed class ExperimentRun(ResultsFile results, string commit, TextWriter output)
{
    public async Task RunAsync(IReadOnlyList<Experiment> experiments)
    {
        foreach (IGrouping<string, Experiment> kind in experiments.GroupBy(experiment => experiment.Kind))
        {
            for (int round = 1; round <= kind.Max(experiment => experiment.Rounds); round++)
            {
                foreach (Experiment experiment in kind.Where(one => round <= one.Rounds && !results.HasExperiment(commit, one.Kind, one.Contestant, round)))
                {
                    await RunAsync(experiment, round);
                }
            }
        }
    }

    private async Task RunAsync(Experiment experiment, int round)
    {
        ResultLine line = new()
        {
            Commit = commit,
            At = TimeProvider.System.GetUtcNow(),
            Contestant = experiment.Contestant,
            Experiment = experiment.Kind,
            Round = round,
        };
        try
        {
            foreach ((string name, Dictionary<string, double> figures) in await experiment.RunAsync())
            {
                Add(line with { Part = name, Figures = figures, LoadAverage = Machine.Load() });
            }
        }
        catch (Exception fault) when (fault is InvalidOperationException or TimeoutException or HttpRequestException)
        {
            Add(line with { Void = fault.Message });
        }
    }

    private void Add(ResultLine line)
    {
        results.Add(line);
        string figures = line.Void ?? string.Join(", ", line.Figures!.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value:0.###}")));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{line.Round} {line.Contestant} {line.Part ?? line.Experiment}: {figures}"));
    }
}
