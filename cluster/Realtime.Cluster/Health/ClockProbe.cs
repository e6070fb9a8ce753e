using Npgsql;

namespace Realtime.Cluster.Health;

/// <summary>Compares a clock with the database's, which all nodes share: what differs from it differs from the other nodes too.</summary>
public sealed class ClockProbe(string connectionString, TimeProvider own)
{
    /// <summary>An answer that took longer says too little about the moment in which it was given.</summary>
    private static readonly TimeSpan _answerMax = TimeSpan.FromSeconds(1);

    /// <summary>How far the database's clock is ahead, at the middle of the round trip; negative = behind; null = no clear answer.</summary>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public async Task<TimeSpan?> OffsetAsync(CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = new(connectionString);
        await connection.OpenAsync(cancellation);
        await using NpgsqlCommand ask = new("SELECT clock_timestamp()", connection);
        long started = own.GetTimestamp();
        DateTimeOffset asked = own.GetUtcNow();
        DateTimeOffset there = new((DateTime)(await ask.ExecuteScalarAsync(cancellation))!);
        TimeSpan took = own.GetElapsedTime(started);
        return took > _answerMax ? null : there - (asked + (took / 2));
    }
}
