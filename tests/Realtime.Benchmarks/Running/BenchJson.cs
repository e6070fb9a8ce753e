using System.Text.Json.Serialization;
using Realtime.Benchmarks.Contestants;
using Realtime.Benchmarks.Feeding;
using Realtime.Benchmarks.Measuring;
using Realtime.Benchmarks.Workloads;

namespace Realtime.Benchmarks.Running;

/// <summary>JSON of everything that passes between the processes of a benchmark and into its results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Arena))]
[JsonSerializable(typeof(FeederAnswer))]
[JsonSerializable(typeof(Measurement))]
[JsonSerializable(typeof(ResultLine))]
[JsonSerializable(typeof(Surroundings))]
[JsonSerializable(typeof(Workload))]
internal sealed partial class BenchJson : JsonSerializerContext;
