using System.Globalization;
using Realtime.Domain;

namespace Realtime.Domain.Tests.Crowds;

/// <summary>Birrarung Marr, 2013 (City of Melbourne, CC BY 4.0): the limit and the weekly profile against a year of events.</summary>
public class MelbourneCrowdTests
{
    /// <summary>Unusual crowds of the other 21 counters together, in the whole year.</summary>
    private const int OtherPlaces = 34;

    [Fact]
    public void The_limit_gives_23_episodes()
    {
        List<Span> episodes = Episodes(MelbourneYear.Park, Rules.CrowdFlow);
        Assert.Equal(23, episodes.Count);
        Assert.All(episodes, episode => Assert.NotNull(episode.End));
        Assert.Equal(new DateTime(2013, 1, 13, 13, 0, 0), episodes[0].Start);

        CountedRow largest = CrowdRecordings.Melbourne.Where(row => row.Place == MelbourneYear.Park).MaxBy(row => row.Persons);
        Assert.Equal((new DateTime(2013, 7, 24, 22, 0, 0), 9820), (largest.Start, largest.Persons));
        Assert.Contains("9,820 persons/h ≥ 5,000 persons/h", episodes.Single(episode => episode.Start == largest.Start).Text, StringComparison.Ordinal);
    }

    /// <summary>The events named in the recording's description, at their hour: the alert is open then. The second number is the hour it was raised.</summary>
    [Theory]
    [InlineData("2013-02-23T22", "2013-02-23T20")] // White Night
    [InlineData("2013-03-09T20", "2013-03-09T18")] // Moomba
    [InlineData("2013-03-10T20", "2013-03-10T19")]
    [InlineData("2013-03-11T20", "2013-03-11T12")]
    [InlineData("2013-04-25T17", "2013-04-25T17")] // Anzac Day
    [InlineData("2013-07-24T22", "2013-07-24T22")] // a stadium match
    [InlineData("2013-09-28T11", "2013-09-28T10")] // Grand Final
    [InlineData("2013-10-13T08", "2013-10-13T08")] // the marathon
    [InlineData("2013-12-31T22", "2013-12-31T19")] // New Year's Eve
    public void The_profile_finds_the_named_events(string hour, string raised)
    {
        DateTime at = Hour(hour);
        Span found = Assert.Single(Episodes(MelbourneYear.Park, Rules.CrowdUnusual), episode => episode.Start <= at && (episode.End is null || at < episode.End));
        Assert.Equal(Hour(raised), found.Start);
    }

    [Fact]
    public void The_profile_raises_22_others_on_18_days()
    {
        string[] named = ["02-23", "03-09", "03-10", "03-11", "07-24T22", "09-28", "10-13", "12-31", "04-25T17"];
        List<Span> episodes = Episodes(MelbourneYear.Park, Rules.CrowdUnusual);
        List<Span> others = episodes.FindAll(episode => !named.Any(name => $"{episode.Start:MM-ddTHH}".StartsWith(name, StringComparison.Ordinal)));
        Assert.Equal(31, episodes.Count);
        Assert.Equal((22, 18), (others.Count, others.Select(episode => episode.Start.Date).Distinct().Count()));
    }

    [Fact]
    public void Unusual_alerts_of_the_other_21_places_are_few()
    {
        Dictionary<string, int> raised = MelbourneYear.Places.Keys.ToDictionary(place => place, place => Episodes(place, Rules.CrowdUnusual).Count);
        Assert.Equal(22, raised.Count);
        Assert.Equal(OtherPlaces, raised.Where(place => place.Key != MelbourneYear.Park).Sum(place => place.Value));
    }

    /// <summary>Zeros by day in the recording: Collins Place (South) saw nobody by day from 11 to 14 March, and single hours elsewhere.</summary>
    [Fact]
    public void Counters_that_saw_nobody_are_found()
    {
        Dictionary<string, List<Span>> blind = MelbourneYear.Places.Keys.ToDictionary(place => place, place => Episodes(place, Rules.CounterBlind));
        string[] counted = [.. blind.Where(place => place.Value.Count > 0).OrderBy(place => place.Key, StringComparer.Ordinal).Select(place => $"{place.Key}: {place.Value.Count}")];
        Assert.Equal(["Chinatown-Swanston St (North): 1", "Collins Place (North): 1", "Collins Place (South): 11", "Victoria Point: 3"], counted);
        Assert.Contains(blind["Collins Place (South)"], fault => fault.Start.Date == new DateTime(2013, 3, 11) && fault.End >= new DateTime(2013, 3, 12));
    }

    [Fact]
    public void The_stored_state_stays_small() =>
        Assert.All(MelbourneYear.Places.Values, place => Assert.InRange(place.StateBytes, 1000, 3000));

    /// <summary>Episodes of a rule, by the local start of the hour that raised and that ended them.</summary>
    private static List<Span> Episodes(string place, string rule) =>
    [
        .. MelbourneYear.Places[place].Alerts.Where(change => change.Rule == rule).GroupBy(change => change.AlertId).Select(changes => new Span(
            StartOf(changes.First().Time),
            changes.Last() is { Kind: AlertChangeKind.Resolved } last ? StartOf(last.Time) : null,
            changes.First().Text)),
    ];

    private static DateTime StartOf(DateTimeOffset end) => end.DateTime.AddHours(-1);

    private static DateTime Hour(string text) => DateTime.ParseExact(text, "yyyy-MM-ddTHH", CultureInfo.InvariantCulture);

    private sealed record Span(DateTime Start, DateTime? End, string Text);
}
