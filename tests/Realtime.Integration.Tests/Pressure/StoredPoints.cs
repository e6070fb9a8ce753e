using Microsoft.Data.Sqlite;

namespace Realtime.Integration.Tests.Pressure;

/// <summary>Every point in the embedded time-series store of a node that has ended.</summary>
internal static class StoredPoints
{
    /// <returns>The point's JSON by what identifies it.</returns>
    public static Dictionary<PointKey, string> Read(string dataDirectory)
    {
        SqliteConnectionStringBuilder settings = new() { DataSource = Path.Combine(dataDirectory, "timeseries.db"), Pooling = false };
        using SqliteConnection connection = new(settings.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT measurement, thing, time, tags, point FROM points";
        using SqliteDataReader rows = command.ExecuteReader();
        Dictionary<PointKey, string> points = [];
        while (rows.Read())
        {
            points.Add(new PointKey(rows.GetString(0), rows.GetString(1), new DateTimeOffset(rows.GetInt64(2), TimeSpan.Zero), rows.GetString(3)), rows.GetString(4));
        }

        return points;
    }
}

/// <summary>What identifies a point.</summary>
internal sealed record PointKey(string Measurement, string Thing, DateTimeOffset Time, string Tags);
