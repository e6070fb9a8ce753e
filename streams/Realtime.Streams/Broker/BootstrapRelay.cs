using System.Net;
using System.Net.Sockets;

namespace Realtime.Streams.Broker;

/// <summary>Listens on a chosen loopback port and passes bytes to and from the broker's own, random port.</summary>
internal sealed class BootstrapRelay : IDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;

    private BootstrapRelay(TcpListener listener, int target)
    {
        _listener = listener;
        _target = target;
    }

    /// <exception cref="InvalidOperationException">The port is taken.</exception>
    public static BootstrapRelay Start(int port, int target)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new InvalidOperationException($"the embedded Kafka cannot listen on 127.0.0.1:{port}: {e.Message}", e);
        }

        var relay = new BootstrapRelay(listener, target);
        _ = relay.AcceptAsync();
        return relay;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        CancellationToken stop = _stop.Token;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _ = PassAsync(await _listener.AcceptTcpClientAsync(stop), stop);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // Disposed, or a client that went away before it was accepted: the loop condition decides.
            }
        }
    }

    private async Task PassAsync(TcpClient client, CancellationToken stop)
    {
        using (client)
        using (var broker = new TcpClient())
        {
            try
            {
                await broker.ConnectAsync(IPAddress.Loopback, _target, stop);
                NetworkStream near = client.GetStream();
                NetworkStream far = broker.GetStream();
                await Task.WhenAny(near.CopyToAsync(far, stop), far.CopyToAsync(near, stop));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // Either side closed; a Kafka client connects again by itself.
            }
        }
    }
}
