using System.Globalization;
using System.IO.Compression;

namespace Realtime.Replay.Recordings;

/// <summary>Times and powers of one tracebase file, 12 bytes a row: the eight bundled files hold 201,318 rows.</summary>
internal sealed class TracebaseRows
{
    /// <summary>See <see cref="TracebaseRecording.UtcOffset"/>.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(1);

    private readonly long[] _seconds;
    private readonly float[] _powerW;

    private TracebaseRows(long[] seconds, float[] powerW)
    {
        _seconds = seconds;
        _powerW = powerW;
    }

    public int Count => _seconds.Length;

    public DateTimeOffset TimeOf(int index) => DateTimeOffset.FromUnixTimeSeconds(_seconds[index]).ToOffset(Offset);

    /// <summary>Mean of eight seconds, W.</summary>
    public double PowerOf(int index) => _powerW[index];

    /// <summary>Reads the columns <c>timestamp</c> (dd/mm/yyyy hh:mm:ss) and <c>power_8s_w</c>.</summary>
    /// <exception cref="InvalidDataException">No rows, a line that cannot be understood, or a row older than the one before.</exception>
    public static TracebaseRows Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        using StreamReader reader = new(new GZipStream(file, CompressionMode.Decompress));
        reader.ReadLine();
        List<long> seconds = [];
        List<float> powers = [];
        while (reader.ReadLine() is { } line)
        {
            if (!TryParse(line, out long second, out float power) || (seconds.Count > 0 && second < seconds[^1]))
            {
                throw new InvalidDataException($"{path} line {seconds.Count + 2}: expected file, time, W, W in time order, found \"{line}\"");
            }

            seconds.Add(second);
            powers.Add(power);
        }

        return seconds.Count > 0
            ? new TracebaseRows([.. seconds], [.. powers])
            : throw new InvalidDataException($"{path} holds no rows");
    }

    private static bool TryParse(string line, out long second, out float power)
    {
        second = 0;
        power = 0;
        string[] cells = line.Split(',');
        if (cells.Length != 4
            || !DateTime.TryParseExact(cells[1], "dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local)
            || !float.TryParse(cells[3], NumberStyles.Float, CultureInfo.InvariantCulture, out power))
        {
            return false;
        }

        second = new DateTimeOffset(local, Offset).ToUnixTimeSeconds();
        return true;
    }
}
