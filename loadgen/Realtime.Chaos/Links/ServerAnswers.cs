using System.Buffers.Binary;
using System.Text;

namespace Realtime.Chaos.Links;

/// <summary>
/// Follows what a PostgreSQL server says on one connection. A write is committed when its transaction block ends with COMMIT, or, outside
/// a block, when the server says that it is ready again and idle (that is after its commit: "Extended Query", Sync).
/// </summary>
public sealed class ServerAnswers
{
    private const int HeadBytes = 5;
    private const byte CommandComplete = (byte)'C';
    private const byte ReadyForQuery = (byte)'Z';
    private const byte Idle = (byte)'I';

    private readonly List<byte> _rest = [];
    private bool _wrote;

    /// <summary>Takes the next bytes; true when with them the server has told of a committed write.</summary>
    public bool Commits(ReadOnlySpan<byte> bytes)
    {
        _rest.AddRange(bytes);
        bool committed = false;
        int at = 0;
        byte[] all = [.. _rest];
        while (all.Length - at >= HeadBytes)
        {
            int length = 1 + BinaryPrimitives.ReadInt32BigEndian(all.AsSpan(at + 1));
            if (length < HeadBytes || all.Length - at < length)
            {
                break;
            }

            committed |= Take(all.AsSpan(at, length));
            at += length;
        }

        _rest.RemoveRange(0, at);
        return committed;
    }

    private bool Take(ReadOnlySpan<byte> message)
    {
        if (message[0] == CommandComplete)
        {
            string tag = Encoding.ASCII.GetString(message[HeadBytes..^1]);
            _wrote |= tag.StartsWith("INSERT", StringComparison.Ordinal);
            return false;
        }

        if (message[0] == ReadyForQuery && message[HeadBytes] == Idle)
        {
            bool committed = _wrote;
            _wrote = false;
            return committed;
        }

        return false;
    }
}
