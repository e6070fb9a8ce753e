using Microsoft.Data.Sqlite;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Integration.Tests.Pressure;

/// <summary>Every point in the embedded time-series store of a node that has ended.</summary>
internal static class StoredPoints
{
    /// <returns>The point's numbers and texts by what identifies it.</returns>
    public static Dictionary<PointKey, string> Read(string dataDirectory)
    {
        SqliteConnectionStringBuilder settings = new() { DataSource = Path.Combine(dataDirectory, "timeseries.db"), Pooling = false };
        using SqliteConnection connection = new(settings.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT CAST(lines AS BLOB) FROM blocks ORDER BY id";
        using SqliteDataReader rows = command.ExecuteReader();
        Dictionary<PointKey, string> points = [];
        while (rows.Read())
        {
            foreach (ResultPoint point in ResultLines.Decode((byte[])rows.GetValue(0)))
            {
                // A point that was written again stands in a later block too: the last word counts.
                points[new PointKey(point.Measurement, point.Thing.ToString(), point.Time, $"{point.Drill} {string.Join(',', point.Tags)}")] =
                    $"{string.Join(',', point.Fields)} {string.Join(',', point.Texts)}";
            }
        }

        return points;
    }
}

/// <summary>What identifies a point.</summary>
internal sealed record PointKey(string Measurement, string Thing, DateTimeOffset Time, string Tags);
