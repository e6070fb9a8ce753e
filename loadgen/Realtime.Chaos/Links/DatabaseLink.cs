using System.Net.Sockets;

namespace Realtime.Chaos.Links;

/// <summary>
/// A node's link to PostgreSQL. It understands the frames of the server's answers (PostgreSQL documentation, "Message Formats": a type
/// byte, a length, a body), so it can break off exactly when the server has committed and the client does not know it. Needs connections
/// without TLS (<c>SSL Mode=Disable</c>).
/// </summary>
public sealed class DatabaseLink(int port) : TcpRelay(port)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private int _cuts;
    private int _cutsDone;
    private volatile bool _hangs;

    /// <summary>Commits after which the connection was broken off so far.</summary>
    public int CutsDone => _cutsDone;

    /// <summary>Nothing comes back any more while true; what the client sends still arrives.</summary>
    public bool Hangs
    {
        get => _hangs;
        set => _hangs = value;
    }

    /// <summary>The next so many commits are the last thing their connections do; 0 = none.</summary>
    public void CutAfterCommits(int count) => Interlocked.Exchange(ref _cuts, count);

    protected override async Task PumpAsync(RelayedConnection connection, bool toServer, CancellationToken stop)
    {
        NetworkStream from = (toServer ? connection.Client : connection.Server).GetStream();
        NetworkStream to = (toServer ? connection.Server : connection.Client).GetStream();
        ServerAnswers answers = new();
        for (byte[] chunk = await ReadAsync(from, stop); chunk.Length > 0; chunk = await ReadAsync(from, stop))
        {
            while (!toServer && _hangs)
            {
                await Task.Delay(Look, stop);
            }

            if (!toServer && answers.Commits(chunk) && TakeCut())
            {
                return; // Both halves are closed by the caller; the answer is never passed on.
            }

            await to.WriteAsync(chunk, stop);
        }
    }

    private bool TakeCut()
    {
        for (int left = Volatile.Read(ref _cuts); left > 0; left = Volatile.Read(ref _cuts))
        {
            if (Interlocked.CompareExchange(ref _cuts, left - 1, left) == left)
            {
                Interlocked.Increment(ref _cutsDone);
                return true;
            }
        }

        return false;
    }
}
