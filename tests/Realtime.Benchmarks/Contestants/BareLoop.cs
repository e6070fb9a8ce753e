using System.Text.Json;
using Confluent.Kafka;
using Realtime.Benchmarks.Workloads;

namespace Realtime.Benchmarks.Contestants;

/// <summary>
/// B0, the bare loop: Confluent's consumer, Utf8JsonReader, a dictionary by id, the rule by hand. One thread, nothing durable: would a
/// for-loop beat you?
/// </summary>
internal sealed class BareLoop(Arena arena) : LoopContestant(arena)
{
    private readonly PeerAlerts _alerts = new(arena);
    private Dictionary<string, StageEdges> _edges = [];
    private Dictionary<string, Cell> _cells = [];
    private bool _publish;

    public override Task PrepareAsync()
    {
        _edges = PeerRegistry.Read(Arena);
        return base.PrepareAsync();
    }

    public override ValueTask DisposeAsync()
    {
        _alerts.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override void Begin(bool publish)
    {
        _publish = publish;
        _cells = new Dictionary<string, Cell>(StringComparer.Ordinal);
    }

    protected override int Judge(ConsumeResult<Ignore, byte[]> record)
    {
        Utf8JsonReader json = new(record.Message.Value);
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

    protected override void Publish() => _alerts.Flush();

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
            _cells[id] = cell = new Cell(_edges[id]);
        }

        if (cell.Stage.Take(cell.Edges, value, time.UtcTicks, out StageChange change) && _publish)
        {
            _alerts.Publish(id, change);
        }
    }

    private sealed class Cell(StageEdges edges)
    {
        public readonly StageEdges Edges = edges;
        public StageCell Stage;
    }
}
