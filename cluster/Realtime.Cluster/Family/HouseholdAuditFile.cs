using System.Text;
using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Cluster.Family;

/// <summary>One JSON object per line in a file beside the stores, on disk before the answer goes out.</summary>
public sealed class HouseholdAuditFile(string path, TimeProvider clock) : IHouseholdAudit
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);
    private readonly Lock _lock = new();

    public void Record(HttpContext http, HouseholdAct act, ThingKey household, string detail)
    {
        string line = JsonSerializer.Serialize(
            new { time = clock.GetUtcNow(), from = http.Connection.RemoteIpAddress?.ToString() ?? "", act = act.ToString(), household = household.ToString(), detail }, _json);
        lock (_lock)
        {
            using FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.Read);
            file.Write(Encoding.UTF8.GetBytes(line + "\n"));
            file.Flush(flushToDisk: true);
        }
    }
}
