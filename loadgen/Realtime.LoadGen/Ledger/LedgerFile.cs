using System.Collections.Concurrent;
using System.Text.Json;
using Realtime.Replay.Sending;

namespace Realtime.LoadGen.Ledger;

/// <summary>
/// Writes the ledger while records are sent: a line when the broker has answered, and at the end a line with outcome
/// <c>unknown</c> for every record it never answered.
/// </summary>
public sealed class LedgerFile : IDeliveryObserver, IDisposable
{
    private const long FlushEveryMs = 250;

    private readonly ConcurrentDictionary<OutgoingRecord, DateTimeOffset> _pending = new(ReferenceEqualityComparer.Instance);
    private readonly FileStream _file;
    private readonly Lock _writing = new();
    private long _flushedAt = Environment.TickCount64;
    private bool _closed;

    /// <summary>Starts a new file; an old one of that name is replaced.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public LedgerFile(string path) => _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);

    public void Handed(OutgoingRecord record, DateTimeOffset sentAt) => _pending[record] = sentAt;

    public void Delivered(OutgoingRecord record, DeliveryOutcome outcome, long offset)
    {
        if (_pending.TryRemove(record, out DateTimeOffset sentAt))
        {
            Write(record, sentAt, outcome, offset);
        }
    }

    /// <summary>Reads a ledger line by line.</summary>
    /// <exception cref="InvalidDataException">A line is not a ledger's.</exception>
    public static IEnumerable<LedgerLine> Read(string path)
    {
        long number = 0;
        foreach (string text in File.ReadLines(path))
        {
            number++;
            LedgerLine? line;
            try
            {
                line = JsonSerializer.Deserialize(text, LedgerJson.Default.LedgerLine);
            }
            catch (JsonException fault)
            {
                throw new InvalidDataException($"{path} line {number} is not a line of a ledger: {fault.Message}", fault);
            }

            yield return line ?? throw new InvalidDataException($"{path} line {number} is empty");
        }
    }

    public void Dispose()
    {
        foreach (OutgoingRecord record in _pending.Keys)
        {
            Delivered(record, DeliveryOutcome.Unknown, -1);
        }

        lock (_writing)
        {
            _closed = true;
            _file.Dispose();
        }
    }

    private void Write(OutgoingRecord record, DateTimeOffset sentAt, DeliveryOutcome outcome, long offset)
    {
        lock (_writing)
        {
            if (_closed)
            {
                return;
            }

            foreach (LedgerLine line in LedgerLines.Of(record, sentAt, outcome, offset))
            {
                JsonSerializer.Serialize(_file, line, LedgerJson.Default.LedgerLine);
                _file.WriteByte((byte)'\n');
            }

            // Whoever kills this process should not lose more than a moment of the truth.
            if (Environment.TickCount64 - _flushedAt >= FlushEveryMs)
            {
                _file.Flush();
                _flushedAt = Environment.TickCount64;
            }
        }
    }
}
