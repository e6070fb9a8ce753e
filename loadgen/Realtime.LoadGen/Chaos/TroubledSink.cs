using System.Globalization;
using System.Text;
using Realtime.Domain;
using Realtime.LoadGen.City;
using Realtime.Replay.Sending;
using Realtime.Streams.Codec;

namespace Realtime.LoadGen.Chaos;

/// <summary>
/// Between the city and the broker: sends some readings twice, some again later with an older time, and records that cannot be taken, all
/// drawn from the seed; and holds everything back while the input is to be silent. What must not count stands as poison in the ledger.
/// </summary>
/// <param name="inner">The way out.</param>
/// <param name="seed">Draws which records get company.</param>
/// <param name="time">The sender's clock.</param>
public sealed class TroubledSink(ITelemetrySink inner, int seed, TimeProvider time) : ITelemetrySink
{
    private const double RepeatShare = 0.01;
    private const double LateShare = 0.01;
    private const double PoisonShare = 0.001;
    private const double FutureShare = 0.0005;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan FarAhead = TimeSpan.FromDays(365 * 100);

    /// <summary>How late: a minute and a half is more than a round, so it is never the thing's newest reading.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(90.001);

    private readonly Dice _dice = new((ulong)seed);
    private int _sent;

    public int Partitions => inner.Partitions;

    /// <summary>Nothing goes out while true.</summary>
    public bool Silent { get; set; }

    /// <summary>Records sent that nobody may take.</summary>
    public int Poison { get; private set; }

    public async ValueTask SendAsync(OutgoingRecord record, CancellationToken cancellation)
    {
        while (Silent)
        {
            await Task.Delay(Look, time, cancellation).ConfigureAwait(false);
        }

        await inner.SendAsync(record, cancellation).ConfigureAwait(false);
        if (record.Item.Reading is { } reading)
        {
            await AccompanyAsync(record, reading, _sent++, cancellation).ConfigureAwait(false);
        }
    }

    public Task FlushAsync(CancellationToken cancellation) => inner.FlushAsync(cancellation);

    private async Task AccompanyAsync(OutgoingRecord record, Reading reading, int number, CancellationToken cancellation)
    {
        if (_dice.Draw(number, 0, 1) < RepeatShare)
        {
            await inner.SendAsync(record with { }, cancellation).ConfigureAwait(false);
        }

        if (_dice.Draw(number, 0, 2) < LateShare)
        {
            await inner.SendAsync(record with { Item = new LogItem { Reading = reading with { Time = reading.Time - Lateness } } }, cancellation).ConfigureAwait(false);
        }

        if (_dice.Draw(number, 0, 3) < PoisonShare)
        {
            await PoisonAsync(record, Broken(reading, (int)(_dice.Draw(number, 0, 4) * 4)), cancellation).ConfigureAwait(false);
        }

        if (_dice.Draw(number, 0, 5) < FutureShare)
        {
            await PoisonAsync(record, TelemetryEncoder.Encode(reading with { Time = reading.Time + FarAhead }), cancellation).ConfigureAwait(false);
        }
    }

    private async Task PoisonAsync(OutgoingRecord record, byte[] bytes, CancellationToken cancellation)
    {
        Poison++;
        await inner.SendAsync(record with { Item = default, Raw = bytes }, cancellation).ConfigureAwait(false);
    }

    private static byte[] Broken(Reading reading, int kind)
    {
        string good = Encoding.UTF8.GetString(TelemetryEncoder.Encode(reading));
        return kind switch
        {
            0 => [0xFF, 0x00, 0xC3, 0x28],
            1 => Encoding.UTF8.GetBytes(good[..^2]),
            2 => Encoding.UTF8.GetBytes(good.Replace(reading.Time.Year.ToString(CultureInfo.InvariantCulture), "last year", StringComparison.Ordinal)),
            _ => "{}"u8.ToArray(),
        };
    }
}
