using Realtime.Benchmarks.Workloads;

namespace Realtime.Benchmarks.Contestants;

/// <summary>Where a contestant works.</summary>
/// <param name="Servers">The broker.</param>
/// <param name="Load">What stands in the log.</param>
/// <param name="Changes">Alert changes there have to be in the end.</param>
/// <param name="Directory">For files of its own; empty at the start.</param>
/// <param name="Feeder">Process id of broker and sender.</param>
internal sealed record Arena(string Servers, Workload Load, int Changes, string Directory, int Feeder);
