using Realtime.Domain;

namespace Realtime.LoadGen.City;

/// <summary>Households: sets that are watched in pieces, blocks without any viewing, and sets that cannot be seen for a while.</summary>
internal sealed class CityHouseholds(Dice dice) : ICityThings
{
    private const int BlockRounds = 60;
    private const int PieceRounds = 5;
    private const int NoViewingLimitRounds = 20;
    private const int DeviceSilentLimitRounds = 3;
    private const int LostRounds = 7;
    private const double QuietShare = 0.08;
    private const double LostShare = 0.04;
    private const double WatchedShare = 0.45;
    private const double StandbyW = 1;
    private const double WatchedW = 90;

    public ThingKind Kind => ThingKind.Household;

    public Registration Register(int thing, string? channel) => new()
    {
        Key = new ThingKey(Kind, CityNames.Id(Kind, thing)),
        Municipality = CityNames.Municipality(thing),
        Name = CityNames.Name(Kind, thing),
        Source = channel,
        NoViewingLimit = NoViewingLimitRounds * CitySpec.Round,
        DeviceSilentLimit = DeviceSilentLimitRounds * CitySpec.Round,
    };

    public Reading? Read(int thing, int round, DateTimeOffset time, string? channel)
    {
        int block = round / BlockRounds;
        int at = round % BlockRounds;
        int lostFrom = 1 + (int)(dice.Draw(thing, block, 1) * (BlockRounds - LostRounds - 1));
        if (dice.Draw(thing, block, 2) < LostShare && at >= lostFrom && at < lostFrom + LostRounds)
        {
            return null;
        }

        bool quiet = dice.Draw(thing, block, 3) < QuietShare;
        bool watched = !quiet && dice.Draw(thing, round / PieceRounds, 4) < WatchedShare;
        return new HouseholdReading
        {
            ThingId = CityNames.Id(Kind, thing),
            Time = time,
            Source = channel,
            PowerW = Math.Round((watched ? WatchedW : StandbyW) + dice.Draw(thing, round, 5), 1),
        };
    }
}
