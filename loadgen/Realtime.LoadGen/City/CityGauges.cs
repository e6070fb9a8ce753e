using Realtime.Domain;

namespace Realtime.LoadGen.City;

/// <summary>
/// River gauges: a calm level that trembles, and in each block of rounds perhaps one flood (a triangle that reaches no, one, two or
/// three thresholds) and perhaps one silence longer than the limit. One reading in a hundred is 欠測 (missing).
/// </summary>
internal sealed class CityGauges(Dice dice) : ICityThings
{
    private const int BlockRounds = 60;
    private const int FloodRounds = 24;
    private const int SilentRounds = 9;
    private const int SilenceLimitRounds = 5;
    private const double SilentShare = 0.04;
    private const double MissingShare = 0.01;
    private const double CalmM = 1.0;
    private const double TrembleM = 0.06;
    private const double DeadBandM = 0.10;

    /// <summary>Heights of floods above the calm level, metres: below every threshold, then one, two, three of them.</summary>
    private static readonly double[] PeaksM = [0.5, 1.4, 2.4, 3.4];

    public ThingKind Kind => ThingKind.Sensor;

    public Registration Register(int thing, string? channel) => new()
    {
        Key = new ThingKey(Kind, CityNames.Id(Kind, thing)),
        Municipality = CityNames.Municipality(thing),
        Name = CityNames.Name(Kind, thing),
        Source = channel,
        SensorType = SensorType.RiverLevel,
        Thresholds = new StageThresholds([new(2, 2.0, "氾濫注意水位"), new(3, 3.0, "避難判断水位"), new(4, 4.0, "氾濫危険水位")], DeadBandM),
        SilenceLimit = channel is null ? null : SilenceLimitRounds * CitySpec.Round,
    };

    public Reading? Read(int thing, int round, DateTimeOffset time, string? channel)
    {
        int block = round / BlockRounds;
        int at = round % BlockRounds;
        int silentFrom = 1 + (int)(dice.Draw(thing, block, 1) * (BlockRounds - SilentRounds - 1));
        if (channel is not null && dice.Draw(thing, block, 2) < SilentShare && at >= silentFrom && at < silentFrom + SilentRounds)
        {
            return null;
        }

        bool missing = dice.Draw(thing, round, 3) < MissingShare;
        return new SensorReading
        {
            ThingId = CityNames.Id(Kind, thing),
            Time = time,
            Source = channel,
            Type = SensorType.RiverLevel,
            Quality = missing ? Quality.Missing : Quality.Good,
            Value = missing ? null : Level(thing, block, at, round),
        };
    }

    private double Level(int thing, int block, int at, int round)
    {
        double peak = PeaksM[(int)(dice.Draw(thing, block, 4) * PeaksM.Length)];
        int from = (int)(dice.Draw(thing, block, 5) * (BlockRounds - FloodRounds));
        double away = Math.Abs(at - from - FloodRounds / 2.0) / (FloodRounds / 2.0);
        double flood = away < 1 ? peak * (1 - away) : 0;
        return Math.Round(CalmM + flood + (dice.Draw(thing, round, 6) - 0.5) * TrembleM, 3);
    }
}
