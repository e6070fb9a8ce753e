using Realtime.Domain;
using Realtime.Replay.Recordings;

namespace Realtime.Tests.Replay;

/// <summary>Nanao's snapshots as shelters' reports.</summary>
public sealed class NanaoRecordingTests
{
    private static readonly NanaoRecording Nanao = (NanaoRecording)TestRecordings.Named("nanao");

    private static readonly List<ShelterReading> Readings = [.. Nanao.Rows().Select(row => (ShelterReading)row.Reading)];

    [Fact]
    public void TotalsAreThePublishedOnesInEverySnapshot()
    {
        Assert.Equal(118, Nanao.Snapshots);
        string[] expected = [.. File.ReadLines(Path.Combine(TestRecordings.Directory, "nanao", "totals_by_snapshot.csv")).Skip(1)];
        Dictionary<string, ShelterReading> city = [];
        List<string> computed = [];
        foreach (IGrouping<DateTimeOffset, ShelterReading> snapshot in Readings.GroupBy(reading => reading.Time))
        {
            foreach (ShelterReading reading in snapshot)
            {
                city[reading.ThingId] = reading;
            }

            List<ShelterReading> open = [.. city.Values.Where(reading => reading.Open)];
            computed.Add($"{snapshot.Key:yyyy-MM-dd-HHmm},{open.Count},{open.Sum(reading => reading.Evacuees)}");
        }

        Assert.Equal(expected, computed);
    }

    [Fact]
    public void ThereAre24OpeningsAnd23ClosingsAnd4OfThemOpenAgain()
    {
        int openings = 0;
        int closings = 0;
        foreach (IGrouping<string, ShelterReading> shelter in Readings.GroupBy(reading => reading.ThingId))
        {
            List<bool> states = [false, .. shelter.Select(reading => reading.Open)];
            openings += states.Zip(states.Skip(1), (before, after) => !before && after).Count(opened => opened);
            closings += states.Zip(states.Skip(1), (before, after) => before && !after).Count(closed => closed);
        }

        Assert.Equal((24, 23), (openings, closings));
        Assert.Equal(4, openings - Nanao.Registrations.Count);
        Assert.Equal(23, Readings.Count(reading => !reading.Open));
    }

    [Fact]
    public void CapacityIsTheIndoorNumberAndUnknownForThreeShelters()
    {
        Dictionary<string, int?> capacities = Nanao.Registrations.ToDictionary(shelter => shelter.Key.Id, shelter => shelter.CapacityPersons);

        Assert.Equal(1_054, capacities["CC0000000540"]);
        Assert.Equal(191, capacities["CC0000000504"]);
        Assert.Equal(["NEW001", "NEW002", "NEW003"], capacities.Where(entry => entry.Value is null).Select(entry => entry.Key).Order());
        Assert.All(Nanao.Registrations, shelter => Assert.Equal("172022", shelter.Municipality));
    }
}
