using System.Globalization;
using Realtime.Replay;

namespace Realtime.LoadGen.Commands;

/// <summary>Shows progress on standard error: a bar that is redrawn on a terminal, a line every ten seconds elsewhere.</summary>
internal sealed class ProgressLines : IAsyncDisposable
{
    private const int BarWidth = 30;

    private readonly Func<ReplayProgress> _progress;
    private readonly TextWriter _out;
    private readonly bool _terminal;
    private readonly PeriodicTimer _timer;
    private readonly Task _loop;

    private ProgressLines(Func<ReplayProgress> progress, TextWriter output, bool terminal)
    {
        _progress = progress;
        _out = output;
        _terminal = terminal;
        _timer = new PeriodicTimer(terminal ? TimeSpan.FromMilliseconds(250) : TimeSpan.FromSeconds(10));
        _loop = LoopAsync();
    }

    public static ProgressLines Start(Func<ReplayProgress> progress, TextWriter output) => new(progress, output, !Console.IsErrorRedirected);

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _loop;
        if (_terminal)
        {
            await _out.WriteLineAsync("\r" + Line(_progress()));
        }
    }

    private async Task LoopAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            string line = Line(_progress());
            await (_terminal ? _out.WriteAsync("\r" + line) : _out.WriteLineAsync(line));
        }
    }

    private string Line(ReplayProgress progress)
    {
        double share = progress.ReadingsTotal > 0 ? Math.Min(1, (double)progress.ReadingsSent / progress.ReadingsTotal) : 0;
        string bar = _terminal ? $"[{new string('#', (int)(share * BarWidth)).PadRight(BarWidth, '.')}] " : "";
        string time = progress.EventTime is { } now ? now.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture) : "waiting for the registrations";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{bar}{share * 100,5:N1} % {progress.ReadingsSent:N0} readings, event time {time}, late {progress.Lag.TotalSeconds:N1} s");
    }
}
