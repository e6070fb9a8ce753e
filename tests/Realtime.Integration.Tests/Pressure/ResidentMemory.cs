using System.Globalization;

namespace Realtime.Integration.Tests.Pressure;

/// <summary>Resident memory of a process, looked at again and again until it is disposed. Linux only: <c>VmRSS</c> of <c>/proc/PID/status</c>, see proc(5).</summary>
internal sealed class ResidentMemory : IAsyncDisposable
{
    private const string Field = "VmRSS:";

    private readonly int _process;
    private readonly PeriodicTimer _timer = new(TimeSpan.FromMilliseconds(100));
    private readonly Task _loop;
    private volatile List<long> _samples = [];

    private ResidentMemory(int process)
    {
        _process = process;
        _loop = LoopAsync();
    }

    public static ResidentMemory Watch(int process) => new(process);

    /// <summary>What was seen since the last call, KiB, oldest first.</summary>
    public IReadOnlyList<long> Take() => Interlocked.Exchange(ref _samples, []);

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _loop;
    }

    private async Task LoopAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            // A new list for every look, so that a reader never sees one that changes.
            List<long> before = _samples;
            Interlocked.CompareExchange(ref _samples, [.. before, Read(_process)], before);
        }
    }

    private static long Read(int process)
    {
        string line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status")).First(text => text.StartsWith(Field, StringComparison.Ordinal));
        return long.Parse(line[Field.Length..^"kB".Length], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
    }
}
