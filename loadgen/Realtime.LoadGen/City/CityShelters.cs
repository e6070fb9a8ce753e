using Realtime.Domain;

namespace Realtime.LoadGen.City;

/// <summary>Shelters that open, fill up to somewhere between empty and too full, empty again and close, block by block.</summary>
internal sealed class CityShelters(Dice dice) : ICityThings
{
    private const int BlockRounds = 40;
    private const int OpenFrom = 3;
    private const int OpenUntil = 37;
    private const int CapacityMin = 50;
    private const int CapacityMax = 1_000;
    private const double FillMax = 1.1;

    public ThingKind Kind => ThingKind.Shelter;

    public Registration Register(int thing, string? channel) => new()
    {
        Key = new ThingKey(Kind, CityNames.Id(Kind, thing)),
        Municipality = CityNames.Municipality(thing),
        Name = CityNames.Name(Kind, thing),
        Source = channel,
        CapacityPersons = Capacity(thing),
    };

    public Reading? Read(int thing, int round, DateTimeOffset time, string? channel)
    {
        int block = round / BlockRounds;
        int at = round % BlockRounds;
        bool open = at >= OpenFrom && at < OpenUntil;
        double middle = (OpenFrom + OpenUntil) / 2.0;
        double fill = dice.Draw(thing, block, 1) * FillMax * (1 - Math.Abs(at - middle) / (OpenUntil - middle));
        return new ShelterReading
        {
            ThingId = CityNames.Id(Kind, thing),
            Time = time,
            Source = channel,
            Open = open,
            Evacuees = open ? (int)Math.Round(fill * Capacity(thing)) : 0,
        };
    }

    private int Capacity(int thing) => CapacityMin + (int)(dice.Draw(thing, 0, 2) * (CapacityMax - CapacityMin));
}
