using Realtime.Domain;

namespace Realtime.LoadGen.City;

/// <summary>Vehicles that drive in a circle around a depot of their own; some fall silent on duty for longer than the limit.</summary>
internal sealed class CityVehicles(Dice dice) : ICityThings
{
    private const int BlockRounds = 50;
    private const int SilentRounds = 9;
    private const int SilenceLimitRounds = 5;
    private const double SilentShare = 0.05;
    private const double RoundsPerLap = 30;
    private const double RadiusDeg = 0.02;

    /// <summary>Metres of one degree of latitude, and so of the circle's radius here: enough for a made-up speed.</summary>
    private const double MetresPerDegree = 111_000;

    public ThingKind Kind => ThingKind.Vehicle;

    public Registration Register(int thing, string? channel) => new()
    {
        Key = new ThingKey(Kind, CityNames.Id(Kind, thing)),
        Municipality = CityNames.Municipality(thing),
        Name = CityNames.Name(Kind, thing),
        Source = channel,
        SilenceLimit = SilenceLimitRounds * CitySpec.Round,
    };

    public Reading? Read(int thing, int round, DateTimeOffset time, string? channel)
    {
        int block = round / BlockRounds;
        int at = round % BlockRounds;
        int silentFrom = 1 + (int)(dice.Draw(thing, block, 1) * (BlockRounds - SilentRounds - 1));
        if (dice.Draw(thing, block, 2) < SilentShare && at >= silentFrom && at < silentFrom + SilentRounds)
        {
            return null;
        }

        double angle = 2 * Math.PI * (round / RoundsPerLap + dice.Draw(thing, 0, 3));
        return new VehicleReading
        {
            ThingId = CityNames.Id(Kind, thing),
            Time = time,
            Source = channel,
            Latitude = Math.Round(35 + dice.Draw(thing, 0, 4) + RadiusDeg * Math.Sin(angle), 6),
            Longitude = Math.Round(135 + dice.Draw(thing, 0, 5) + RadiusDeg * Math.Cos(angle), 6),
            SpeedMps = Math.Round(2 * Math.PI * RadiusDeg * MetresPerDegree / (RoundsPerLap * CitySpec.Round.TotalSeconds), 1),
            OnDuty = true,
        };
    }
}
