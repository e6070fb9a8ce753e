using System.Text.Json;
using Realtime.Benchmarks.Workloads;

namespace Realtime.Benchmarks.Peers;

/// <summary>What a loop's author writes: Utf8JsonReader over the record, a dictionary by id, the rule by hand. For one thread.</summary>
/// <param name="edges">Of every thing.</param>
/// <param name="publish">Takes changes of alerts.</param>
internal sealed class HandJudge(Dictionary<string, StageEdges> edges, Action<string, StageChange> publish)
{
    private readonly Dictionary<string, Cell> _cells = new(StringComparer.Ordinal);

    /// <summary>Judges the readings of a record (one, or a frame of them) and returns their number.</summary>
    public int Judge(ReadOnlySpan<byte> record)
    {
        Utf8JsonReader json = new(record);
        string? id = null;
        DateTimeOffset time = default;
        double value = 0;
        int readings = 0;
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.EndObject && id is not null)
            {
                Judge(id, time, value);
                readings++;
                id = null;
            }
            else if (json.TokenType == JsonTokenType.PropertyName)
            {
                ReadField(ref json, ref id, ref time, ref value);
            }
        }

        return readings;
    }

    private static void ReadField(ref Utf8JsonReader json, ref string? id, ref DateTimeOffset time, ref double value)
    {
        if (json.ValueTextEquals("id"u8))
        {
            json.Read();
            id = json.GetString();
        }
        else if (json.ValueTextEquals("time"u8))
        {
            json.Read();
            time = json.GetDateTimeOffset();
        }
        else if (json.ValueTextEquals("value"u8))
        {
            json.Read();
            value = json.GetDouble();
        }
        else
        {
            json.Read(); // A frame's list begins here; any other field is not needed.
        }
    }

    private void Judge(string id, DateTimeOffset time, double value)
    {
        if (!_cells.TryGetValue(id, out Cell? cell))
        {
            _cells[id] = cell = new Cell(edges[id]);
        }

        if (cell.Stage.Take(cell.Edges, value, time.UtcTicks, out StageChange change))
        {
            publish(id, change);
        }
    }

    private sealed class Cell(StageEdges edges)
    {
        public readonly StageEdges Edges = edges;
        public StageCell Stage;
    }
}
