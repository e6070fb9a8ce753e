using System.Text.Json;
using Confluent.Kafka;
using Realtime.Benchmarks.Contestants;
using Realtime.Benchmarks.Workloads;
using Realtime.Domain;

namespace Realtime.Benchmarks.Peers;

/// <summary>The thresholds of every thing, read from the registry's topic before the first reading.</summary>
internal static class PeerRegistry
{
    /// <summary>Reads the whole topic; equal thresholds are one object.</summary>
    public static Dictionary<string, StageEdges> Read(Arena arena)
    {
        Dictionary<string, StageEdges> edges = new(arena.Load.Things, StringComparer.Ordinal);
        Dictionary<StageThresholds, StageEdges> sets = [];
        using IConsumer<Ignore, byte[]> consumer = PeerLog.Open(arena, Topics.Registry);
        for (int ends = 0; ends < arena.Load.Partitions;)
        {
            ConsumeResult<Ignore, byte[]> result = consumer.Consume();
            if (result.IsPartitionEOF)
            {
                ends++;
                continue;
            }

            (string id, StageThresholds thresholds) = Parse(result.Message.Value);
            if (!sets.TryGetValue(thresholds, out StageEdges? set))
            {
                set = sets[thresholds] = StageEdges.Of(thresholds);
            }

            edges[id] = set;
        }

        return edges;
    }

    private static (string Id, StageThresholds Thresholds) Parse(byte[] value)
    {
        using JsonDocument document = JsonDocument.Parse(value);
        JsonElement thresholds = document.RootElement.GetProperty("thresholds");
        return (document.RootElement.GetProperty("id").GetString()!, new StageThresholds(
            [.. thresholds.GetProperty("stages").EnumerateArray().Select(stage => new StageThreshold(
                stage.GetProperty("level").GetInt32(), stage.GetProperty("value").GetDouble(), stage.GetProperty("name").GetString()!))],
            thresholds.GetProperty("dead_band").GetDouble()));
    }
}
