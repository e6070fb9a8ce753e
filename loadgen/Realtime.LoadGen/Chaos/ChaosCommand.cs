using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Realtime.LoadGen.Chaos;

/// <summary><c>loadgen chaos</c>: a cluster of real processes, faults from a seed, an independent judge.</summary>
internal sealed class ChaosCommand
{
    private readonly Option<IReadOnlyList<int>> _seeds = new("--seeds")
    {
        Description = "Seeds, for example 7, 1-100 or 3,5,9-12. Each is one run.",
        HelpName = "N|N-M",
        CustomParser = Seeds,
        DefaultValueFactory = _ => [1],
    };

    private readonly Option<string> _profile = new("--profile") { Description = "short: 20,000 readings, about two minutes; long: 100,000 readings and faults of full length.", DefaultValueFactory = _ => "short" };

    private readonly Option<FaultKind[]> _only = new("--only")
    {
        Description = "Draw from these faults only, for example KillNode,PauseNode. CorruptLinks is drawn only when it is named.",
        HelpName = "fault,..",
        CustomParser = Kinds,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<FileInfo?> _results = new("--results") { Description = "Append one line per seed to this file; seeds that held with this state of the product and these faults are skipped.", HelpName = "file" };

    private readonly Option<FileInfo?> _node = new("--node") { Description = "The node's program (Realtime.Cluster.dll). Default: beside this program, or the checkout's build.", HelpName = "file" };

    private readonly Option<string?> _mutant = new("--mutant-name") { Description = "Name of the mutant that --node is, for the results.", HelpName = "name" };

    private readonly Option<DirectoryInfo?> _keep = new("--keep") { Description = "Keep ledgers, node data and logs of every run here. Default: a temporary folder, kept only when a run fails.", HelpName = "dir" };

    private readonly Option<bool> _mutants = new("--mutants")
    {
        Description = "Build products with faults on purpose and show that each is found, while the product with the same seeds is not. Needs the checkout.",
    };

    private readonly Option<int> _parallel = new("--parallel") { Description = "Runs side by side, each with servers and nodes of its own.", HelpName = "N", DefaultValueFactory = _ => 1 };

    private readonly Option<bool> _plan = new("--plan") { Description = "Print the faults of the seeds and do nothing." };

    private ChaosCommand()
    {
    }

    public static Command Create()
    {
        ChaosCommand options = new();
        Command command = new("chaos", "Starts broker, PostgreSQL, InfluxDB, a mail server and three nodes, attacks them from a seed, heals, and judges what came out by invariants.")
        {
            options._seeds, options._profile, options._only, options._results, options._node, options._mutant, options._keep, options._mutants, options._parallel, options._plan,
        };
        options._parallel.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 16)
            {
                result.AddError("--parallel must be 1 to 16.");
            }
        });
        options._profile.AcceptOnlyFromAmong([.. ChaosProfile.All.Select(profile => profile.Name)]);
        command.SetAction(options.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        ChaosProfile profile = ChaosProfile.All.Single(one => one.Name == parsed.GetValue(_profile));
        FaultKind[] only = parsed.GetValue(_only) ?? [];
        IReadOnlyList<int> seeds = parsed.GetValue(_seeds)!;
        TextWriter output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(_plan))
        {
            seeds.ToList().ForEach(seed => ChaosSeries.WritePlan(output, seed, FaultPlan.Draw(seed, profile, only)));
            return ExitCodes.Ok;
        }

        string? program = NodeProgram.Find(parsed.GetValue(_node)?.FullName);
        string? fault = program is null ? "there is no Realtime.Cluster.dll: build the solution or name it with --node" : ChaosServers.Missing();
        if (fault is not null)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(fault);
            return ExitCodes.Usage;
        }

        try
        {
            return parsed.GetValue(_mutants)
                ? await new MutantRuns(NodeProgram.Root ?? ".", Series, output).RunAsync(Mutant.All, program!, seeds, cancellation)
                : await Series(only, program!, parsed.GetValue(_mutant)).RunAsync(seeds, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception broken) when (broken is InvalidOperationException or TimeoutException or IOException or InvalidDataException)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"the run could not be made: {broken.Message}");
            return ExitCodes.Unreachable;
        }

        ChaosSeries Series(IReadOnlyCollection<FaultKind> faults, string node, string? mutant) =>
            new(profile, faults, node, parsed.GetValue(_results)?.FullName, mutant, parsed.GetValue(_keep)?.FullName, parsed.GetValue(_parallel), output);
    }

    private static List<int> Seeds(ArgumentResult argument)
    {
        List<int> seeds = [];
        foreach (string part in argument.Tokens.SelectMany(token => token.Value.Split(',')))
        {
            string[] ends = part.Split('-');
            if (!int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int from)
                || !int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int to) || ends.Length > 2 || to < from || to - from >= 10_000)
            {
                argument.AddError($"\"{part}\" is not a seed; write 7, 1-100 or 3,5,9-12.");
                return [];
            }

            seeds.AddRange(Enumerable.Range(from, to - from + 1));
        }

        return seeds;
    }

    private static FaultKind[] Kinds(ArgumentResult argument)
    {
        List<FaultKind> kinds = [];
        foreach (string name in argument.Tokens.SelectMany(token => token.Value.Split(',')))
        {
            if (Enum.TryParse(name, ignoreCase: true, out FaultKind kind) && Enum.IsDefined(kind))
            {
                kinds.Add(kind);
            }
            else
            {
                argument.AddError($"\"{name}\" is not a fault; there are {string.Join(", ", Enum.GetNames<FaultKind>())}.");
            }
        }

        return [.. kinds];
    }
}
