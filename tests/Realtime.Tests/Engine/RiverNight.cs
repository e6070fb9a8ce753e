using Realtime.Domain;

namespace Realtime.Tests.Engine;

/// <summary>A seeded night of rising and falling gauges, some of which fall silent; the same seed gives the same records.</summary>
public static class RiverNight
{
    public const string Channel = "gateway-1";
    private static readonly DateTimeOffset Start = new(2026, 9, 12, 18, 0, 0, TimeSpan.FromHours(9));
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(10);

    private static readonly StageThresholds Stages = new(
        [new StageThreshold(2, 2.0, "注意"), new StageThreshold(3, 3.0, "避難判断"), new StageThreshold(4, 4.0, "危険")], 0.1);

    public static IReadOnlyList<ThingKey> Gauges(int count) => [.. Enumerable.Range(0, count).Select(i => new ThingKey(ThingKind.Sensor, $"gauge-{i:000}"))];

    public static void Register(TestLog log, int gauges)
    {
        foreach (ThingKey key in Gauges(gauges))
        {
            log.Append(new Registration { Key = key, Name = key.Id, Source = Channel, Thresholds = Stages, SilenceLimit = TimeSpan.FromHours(1) });
        }
    }

    /// <summary>Writes steps <paramref name="from"/> to <paramref name="to"/> (exclusive), a heartbeat behind each.</summary>
    public static void Write(TestLog log, int seed, int gauges, int from, int to)
    {
        IReadOnlyList<ThingKey> keys = Gauges(gauges);
        for (int step = from; step < to; step++)
        {
            DateTimeOffset time = Start + (step * Step);
            for (int i = 0; i < keys.Count; i++)
            {
                var random = new Random(HashCode(seed, step, i));
                bool silent = new Random(HashCode(seed, step / 12, i)).Next(8) == 0;
                if (!silent)
                {
                    double level = 2.5 + (2 * Math.Sin((step + (i * 3)) / 9.0)) + (random.NextDouble() * 0.3);
                    log.Append(new SensorReading { ThingId = keys[i].Id, Time = time, Type = SensorType.RiverLevel, Value = Math.Round(level, 2), Source = Channel });
                }
            }

            log.Append(Topics.Sensor, new ChannelBeat { ChannelId = Channel, Time = time, ExpectedInterval = Step, ArrivalInterval = TimeSpan.FromHours(1), Covers = "all gauges" });
        }
    }

    // Own mixing: HashCode.Combine is seeded anew in every process.
    private static int HashCode(int seed, int step, int gauge) => unchecked((((seed * 31) + step) * 7919) + (gauge * 104729));
}
