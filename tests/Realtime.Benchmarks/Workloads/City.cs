using System.Globalization;
using Realtime.Domain;

namespace Realtime.Benchmarks.Workloads;

/// <summary>One reading before it becomes bytes.</summary>
/// <param name="Thing">0-based number.</param>
/// <param name="Time">Event time.</param>
/// <param name="Value">Rounded to three places.</param>
internal readonly record struct Sample(int Thing, DateTimeOffset Time, double Value);

/// <summary>
/// Scalar sensors with three stages and a dead-band. A thing trembles below its lowest stage; in some stretches of eight minutes it sits at
/// one of the stages and trembles there, within the dead-band. Values differ in every reading.
/// </summary>
internal sealed class City(Workload load)
{
    public const string Unit = "m";
    public const double DeadBand = 0.1;

    /// <summary>Things have one of so many sets of thresholds.</summary>
    private const int ThresholdSets = 4;
    private const double SetStep = 0.25;
    private const long MinuteTicks = TimeSpan.TicksPerMinute;
    private const long StretchTicks = 8 * MinuteTicks;
    private const double Calm = 1.0;
    private const double Tremble = 0.16;
    private const int ForThing = 1, ForOffset = 2, ForStretch = 3, ForStage = 4, ForValue = 5, ForOrder = 6;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly double[] Stages = [2.0, 3.0, 4.0];

    private readonly Noise _noise = new(load.Seed);
    private readonly ZipfLaw _zipf = new(load.Things);

    /// <summary>Odd and prime, so that multiplying with it visits every thing once whatever their number.</summary>
    private readonly long _stride = load.Things % 2_147_483_629L == 0 ? 1 : 2_147_483_629L;

    public static string Id(int thing) => string.Create(CultureInfo.InvariantCulture, $"sensor-{thing:D7}");

    /// <summary>The thresholds of a thing.</summary>
    public static StageThresholds ThresholdsOf(int thing)
    {
        double shift = thing % ThresholdSets * SetStep;
        return new StageThresholds([new(2, Stages[0] + shift, "advisory"), new(3, Stages[1] + shift, "warning"), new(4, Stages[2] + shift, "danger")], DeadBand);
    }

    /// <summary>The registry's entry of a thing.</summary>
    public static Registration Register(int thing) => new()
    {
        Key = new ThingKey(ThingKind.Sensor, Id(thing)),
        Municipality = "bench",
        Name = Id(thing),
        SensorType = SensorType.Scalar,
        Thresholds = ThresholdsOf(thing),
    };

    /// <summary>All readings in the order in which they are sent; the same every time.</summary>
    public IEnumerable<Sample> Samples()
    {
        for (long i = 0; i < load.Total; i++)
        {
            yield return At(i);
        }
    }

    /// <summary>The reading of this number; those beyond the workload go on in the same way.</summary>
    public Sample At(long number)
    {
        DateTimeOffset time = Start.AddTicks(number * MinuteTicks / load.Things / 10 * 10);
        int thing = ThingAt(number);
        return new Sample(thing, time, Value(number, thing, time.UtcTicks));
    }

    /// <summary>Which thing sends the reading of this number: first each once, then as the skew says.</summary>
    public int ThingAt(long number) =>
        number < load.Things ? Spread(number)
        : load.Skew == Skew.Zipf ? Spread(_zipf.Draw(_noise, number, ForThing))
        : _noise.Below(load.Things, number, ForThing);

    /// <summary>Neighbours in rank or order are no neighbours by number.</summary>
    private int Spread(long rank) => (int)((rank * _stride + (long)(_noise.Bits(0, ForOrder) >> 33)) % load.Things);

    private double Value(long number, int thing, long ticks)
    {
        double shift = thing % ThresholdSets * SetStep;
        long stretch = (ticks + (long)(_noise.Share(thing, ForOffset) * StretchTicks)) / StretchTicks;
        long place = (long)thing << 32 ^ stretch;
        double tremble = (_noise.Share(number, ForValue) - 0.5) * Tremble;
        // One stretch brings two changes, and a thing reports about once a minute.
        bool high = _noise.Share(place, ForStretch) < load.AlertShare * StretchTicks / MinuteTicks / 2;
        double level = high ? Stages[_noise.Below(Stages.Length, place, ForStage)] + 0.02 : Calm;
        return Math.Round(level + shift + tremble, 3);
    }
}
