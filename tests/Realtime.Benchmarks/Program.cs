using System.Text.Json;
using Realtime.Benchmarks.Contestants;
using Realtime.Benchmarks.Experiments;
using Realtime.Benchmarks.Feeding;
using Realtime.Benchmarks.Running;

// The kinds of child processes come first: they are started by this program only.
return args switch
{
    ["feeder", { } load] => Feeder.Run(JsonSerializer.Deserialize(load, BenchJson.Default.Workload)!, Console.In, Console.Out),
    ["contestant", { } name, { } arena, { } result] => await ContestantRun.RunAsync(name, JsonSerializer.Deserialize(arena, BenchJson.Default.Arena)!, result),
    ["live", { } name, { } arena] => await LiveProcess.ServeAsync(name, JsonSerializer.Deserialize(arena, BenchJson.Default.Arena)!),
    _ => await BenchCommand.RunAsync(args),
};
