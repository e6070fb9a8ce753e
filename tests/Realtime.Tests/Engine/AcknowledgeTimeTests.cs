using Realtime.Actors.City;
using Realtime.Actors.Metrics;
using Realtime.Domain;

namespace Realtime.Tests.Engine;

/// <summary>How long it took until somebody took care: from the first moment at which people could know.</summary>
public sealed class AcknowledgeTimeTests
{
    private static readonly DateTimeOffset s_start = new(2026, 6, 3, 4, 0, 0, TimeSpan.FromHours(9));

    [Theory]
    [InlineData("raised 0", null)]
    [InlineData("raised 0, notified 1", null)]
    [InlineData("raised 0, acknowledged 4", 4)]
    [InlineData("raised 0, notified 1, acknowledged 4", 3)]
    [InlineData("raised 0, notice-refused 1, notified 2, notified 3, acknowledged 4", 2)]
    [InlineData("raised 0, notified 1, acknowledged 4, stepped-up 10, acknowledged 17", 7)]
    [InlineData("raised 0, notified 1, stepped-up 10, notified 12, acknowledged 17", 5)]
    [InlineData("raised 0, notified 1, stepped-down 10, acknowledged 17", 16)]
    [InlineData("suppressed 0, released 30, acknowledged 31", 1)]
    [InlineData("raised 0, acknowledged 4, resolved 60", 4)]
    [InlineData("raised 10, acknowledged 4", 0)]
    public void It_runs_from_the_first_notice_of_the_last_rise_and_is_never_negative(string history, int? minutes) =>
        Assert.Equal(minutes, (int?)AlertMetrics.TimeTaken(Alert(history))?.TotalMinutes);

    private static AlertDetail Alert(string history)
    {
        AlertHistoryEntry[] entries = [.. history.Split(", ").Select(entry => entry.Split(' ')).Select(parts => new AlertHistoryEntry(s_start.AddMinutes(int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)), parts[0], ""))];
        AlertView view = new(
            "id", new ThingKey(ThingKind.Sensor, "a"), "A", Rules.Stage, AlertState.Raised, 2, 2, s_start, s_start, "", "", "", Audience.Operators, false, null);
        return new AlertDetail(view, entries);
    }
}
