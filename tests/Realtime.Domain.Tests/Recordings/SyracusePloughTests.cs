using System.Globalization;
using Realtime.Domain;

namespace Realtime.Domain.Tests.Recordings;

/// <summary>
/// Snow ploughs of Syracuse in the order in which their points became public, 27 February to 1 March 2020 (no licence: local only). Each
/// publication is a heartbeat of one channel. The file spells 27 of the 28 ploughs in two ways (954279 and 954279.0) and then repeats their points.
/// </summary>
public class SyracusePloughTests
{
    private static readonly TimeSpan Published = TimeSpan.FromMinutes(15);

    /// <summary>The city's depot: where nearly every plough stands when it stops sending.</summary>
    private static readonly Zone Depot = new("depot", ZoneShape.Circle, [new(43.0556, -76.1078)], 250, ZoneSide.Inside);

    [SkippableFact]
    public void Ploughs_that_went_silent_on_duty_and_nothing_moved_backwards()
    {
        string file = Path.Combine(LocalRecordings.Require("vehicle", "syracuse_snowplough"), "plough_gps_2020-02-27_2020-03-01.csv.gz");
        List<IGrouping<DateTimeOffset, string[]>> publications =
            [.. RecordedFiles.Lines(file).Select(line => line.Split(',')).GroupBy(cells => Time(cells[7])).OrderBy(group => group.Key)];
        Dictionary<string, ThingDriver> always = Replay(publications, null);
        Assert.Equal(28, always.Count);
        Assert.Equal(131_516, always.Values.Sum(plough => Of(plough).Track!.Accepted + Of(plough).Track!.Duplicates + Of(plough).FarBehind));
        Assert.Equal("alerts=123 ploughs=28 open=17 accepted=77488 late=0 repeats=7444 behind=46584", Summary(always));

        // Counted again by a script over the whole file: 123 and 17 silences of an hour. All that came behind was the other spelling's repeats.
        Dictionary<string, ThingDriver> depot = Replay(publications, Depot);
        Assert.Equal("alerts=17 ploughs=10 open=2 accepted=77488 late=0 repeats=7444 behind=46584", Summary(depot));
    }

    private static string Summary(Dictionary<string, ThingDriver> ploughs) => string.Join(
        ' ',
        $"alerts={ploughs.Values.Sum(plough => plough.Alerts.Count(change => change.Kind == AlertChangeKind.Raised))}",
        $"ploughs={ploughs.Values.Count(plough => plough.Alerts.Count > 0)}",
        $"open={ploughs.Values.Count(plough => Of(plough).Silence.IsSilent)}",
        $"accepted={ploughs.Values.Sum(plough => Of(plough).Track!.Accepted)}",
        $"late={ploughs.Values.Sum(plough => Of(plough).Track!.Late)}",
        $"repeats={ploughs.Values.Sum(plough => Of(plough).Track!.Duplicates)}",
        $"behind={ploughs.Values.Sum(plough => Of(plough).FarBehind)}");

    private static Dictionary<string, ThingDriver> Replay(List<IGrouping<DateTimeOffset, string[]>> publications, Zone? depot)
    {
        Dictionary<string, ThingDriver> ploughs = [];
        ChannelEntry? channel = null;
        DateTimeOffset newest = DateTimeOffset.MinValue;
        foreach (IGrouping<DateTimeOffset, string[]> publication in publications)
        {
            foreach (VehicleReading row in publication.Select(Row))
            {
                newest = row.Time > newest ? row.Time : newest;
                if (!ploughs.TryGetValue(row.ThingId, out ThingDriver? plough))
                {
                    ploughs[row.ThingId] = plough = new ThingDriver(row.Key, Registered(row.Key, depot), storeEachStep: false);
                }

                DateTimeOffset before = Of(plough).PositionTime ?? DateTimeOffset.MinValue;
                plough.Read(row);
                Assert.True(Of(plough).PositionTime >= before, "a plough moved backwards");
            }

            channel = ChannelRule.OnBeat(channel, new ChannelBeat { ChannelId = "channel", Time = newest, ExpectedInterval = Published }, new StepOutput());
            foreach (ThingDriver plough in ploughs.Values)
            {
                plough.Beat(channel.Watermark, channel.ObservedSince);
            }
        }

        return ploughs;
    }

    private static Registration Registered(ThingKey key, Zone? depot) => new()
    {
        Key = key,
        Name = key.Id,
        Source = "channel",
        SilenceLimit = TimeSpan.FromHours(1),
        Vehicle = new VehicleSettings { Type = "plough", Depot = depot },
    };

    private static VehicleReading Row(string[] cells) => new()
    {
        ThingId = cells[4].Split('.')[0],
        Time = Time(cells[2]),
        Latitude = double.Parse(cells[0], CultureInfo.InvariantCulture),
        Longitude = double.Parse(cells[1], CultureInfo.InvariantCulture),
        Source = "channel",
    };

    private static VehicleState Of(ThingDriver plough) => (VehicleState)plough.State;

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
