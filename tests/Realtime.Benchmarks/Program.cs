using System.Text.Json;
using Realtime.Benchmarks.Contestants;
using Realtime.Benchmarks.Feeding;
using Realtime.Benchmarks.Running;

// The two kinds of child processes come first: they are started by this program only.
return args switch
{
    ["feeder", { } load] => Feeder.Run(JsonSerializer.Deserialize(load, BenchJson.Default.Workload)!, Console.In, Console.Out),
    ["contestant", { } name, { } arena, { } result] => await ContestantRun.RunAsync(name, JsonSerializer.Deserialize(arena, BenchJson.Default.Arena)!, result),
    _ => await BenchCommand.RunAsync(args),
};
