using System.Net;
using System.Net.Sockets;

namespace Realtime.Chaos.Links;

/// <summary>Listens on a loopback port and leads every connection to another one, through whatever the derived class does to the bytes.</summary>
public abstract class TcpRelay : IDisposable
{
    private const int ChunkBytes = 16 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly HashSet<RelayedConnection> _open = [];
    private readonly int _target;

    /// <param name="target">Port of 127.0.0.1 where the real server listens, now or later.</param>
    protected TcpRelay(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    /// <summary>Where clients connect.</summary>
    public int Port { get; }

    /// <summary>Aborts every connection there is.</summary>
    public void CutAll()
    {
        RelayedConnection[] open;
        lock (_lock)
        {
            open = [.. _open];
        }

        Array.ForEach(open, connection => connection.Dispose());
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        CutAll();
        GC.SuppressFinalize(this);
    }

    /// <summary>Passes bytes of one direction on; returns when the connection has ended.</summary>
    protected abstract Task PumpAsync(RelayedConnection connection, bool toServer, CancellationToken stop);

    /// <summary>Reads what there is; empty at the end.</summary>
    protected static async Task<byte[]> ReadAsync(NetworkStream from, CancellationToken stop)
    {
        byte[] chunk = new byte[ChunkBytes];
        int read = await from.ReadAsync(chunk, stop);
        return chunk[..read];
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
            catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // Disposed, or a client that went away before it was accepted: the loop condition decides.
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using RelayedConnection connection = new(client);
        lock (_lock)
        {
            _open.Add(connection);
        }

        try
        {
            await connection.Server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            await Task.WhenAny(PumpAsync(connection, true, _stop.Token), PumpAsync(connection, false, _stop.Token)).Unwrap();
        }
        catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side closed, or we cut; both sides are closed below, as a broken line would.
        }
        finally
        {
            lock (_lock)
            {
                _open.Remove(connection);
            }
        }
    }
}
