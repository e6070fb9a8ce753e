using Realtime.Domain;

namespace Realtime.Domain.Tests;

/// <summary>Points of a vehicle in event time; minutes from <see cref="ThingDriver.T0"/>, longitude 136.9.</summary>
public class VehicleTrackTests
{
    private static VehicleTrack Track(params (double Minutes, double Latitude)[] points) =>
        points.Aggregate(new VehicleTrack(), (track, point) => Take(track, point.Minutes, point.Latitude, out _));

    private static VehicleTrack Take(VehicleTrack track, double minutes, double latitude, out TrackOutcome outcome) =>
        track.Take(ThingDriver.T0.AddMinutes(minutes), new GeoPoint(latitude, 136.9), out outcome);

    [Theory]
    [InlineData(31, 37.5, TrackOutcome.Newest)]
    [InlineData(30, 37.5, TrackOutcome.Newest)]
    [InlineData(30, 37.3, TrackOutcome.Duplicate)]
    [InlineData(25, 37.2, TrackOutcome.Duplicate)]
    [InlineData(25, 37.5, TrackOutcome.Late)]
    [InlineData(22, 37.1, TrackOutcome.Late)]
    [InlineData(20, 37.1, TrackOutcome.Duplicate)]
    [InlineData(19.99, 37.1, TrackOutcome.Behind)]
    [InlineData(0, 37.0, TrackOutcome.Behind)]
    public void A_position_is_new_late_a_repeat_or_too_late(double minutes, double latitude, TrackOutcome expected)
    {
        VehicleTrack before = Track((0, 37.0), (20, 37.1), (25, 37.2), (30, 37.3));
        VehicleTrack after = Take(before, minutes, latitude, out TrackOutcome outcome);
        Assert.Equal(expected, outcome);
        Assert.Equal(before.Accepted + (outcome is TrackOutcome.Newest or TrackOutcome.Late ? 1 : 0), after.Accepted);
        Assert.Equal(outcome == TrackOutcome.Duplicate ? 1 : 0, after.Duplicates);
        Assert.Equal(outcome == TrackOutcome.Late ? 1 : 0, after.Late);
    }

    [Fact]
    public void A_late_point_closes_the_gap_it_falls_into()
    {
        Assert.Equal(TimeSpan.Zero, Track((0, 37)).LongestGap());
        Assert.Equal(TimeSpan.FromMinutes(9), Track((0, 37), (9, 37)).LongestGap());
        Assert.Equal(TimeSpan.FromMinutes(5), Track((0, 37), (9, 37), (4, 37)).LongestGap());
        Assert.Equal(TimeSpan.FromMinutes(50), Track((0, 37), (50, 37), (59, 37), (100, 37)).LongestGap());
    }

    [Fact]
    public void Memory_is_bounded_and_what_it_forgot_is_not_taken_again()
    {
        VehicleTrack track = new();
        for (int second = 0; second < 2 * Limits.VehicleRecentPointsMax; second++)
        {
            track = track.Take(ThingDriver.T0.AddSeconds(second), new GeoPoint(37, 136.9), out _);
        }

        Assert.Equal(12 * Limits.VehicleRecentPointsMax, track.Recent.Length);
        Assert.Equal(ThingDriver.T0.AddSeconds(Limits.VehicleRecentPointsMax - 1), track.Before);
        track.Take(ThingDriver.T0.AddSeconds(Limits.VehicleRecentPointsMax - 1), new GeoPoint(37, 136.9), out TrackOutcome forgotten);
        track.Take(ThingDriver.T0.AddSeconds(Limits.VehicleRecentPointsMax), new GeoPoint(37, 136.9), out TrackOutcome remembered);
        Assert.Equal((TrackOutcome.Behind, TrackOutcome.Duplicate), (forgotten, remembered));
        Assert.Equal(TimeSpan.FromSeconds(1), track.LongestGap());
    }

    [Fact]
    public void Equality_is_by_content() =>
        Assert.Equal(Track((0, 37), (20, 37.1)), Track((0, 37), (20, 37.1)) with { Recent = Track((0, 37), (20, 37.1)).Recent.ToArray() });
}
