using Microsoft.Extensions.Logging.Abstractions;
using Realtime.Domain;
using Realtime.Streams.Historian;
using Realtime.Tests.Support;

namespace Realtime.Tests.Streams;

/// <summary>Historians share the topics; members come and go while the store of one of them is slow.</summary>
public sealed class HistorianMembersTests
{
    private const int RecordsPerPart = 2 * Limits.HistorianRecordsAheadMax;
    private const int RecordsAfter = 10;

    [Fact]
    public async Task A_part_that_was_taken_away_from_a_waiting_member_and_given_back_delivers_again()
    {
        using TestKafka kafka = new(partitions: 2);
        for (int i = 0; i < RecordsPerPart; i++)
        {
            kafka.Send(Topics.Results, null, "not a line"u8.ToArray(), partition: 0);
            kafka.Send(Topics.Results, null, "not a line"u8.ToArray(), partition: 1);
        }

        kafka.Flush();
        using HistorianReader waiting = new(kafka.Settings, NullLogger.Instance);
        await Eventually.TrueAsync("the writer has more before it than it takes", () => waiting.Records.Count == Limits.HistorianRecordsAheadMax);

        int given;
        using (HistorianReader other = new(kafka.Settings, NullLogger.Instance))
        {
            List<HistorianRecord> ofTheOther = [];
            await Eventually.TrueAsync("the other member reads all of its part", () => Read(other, ofTheOther) && ofTheOther[^1].At.Offset == RecordsPerPart - 1);
            given = Assert.Single(ofTheOther.Select(record => record.At.Partition.Value).Distinct());
            other.Commit(ofTheOther);

            List<HistorianRecord> ofTheFirst = [];
            await Eventually.TrueAsync(
                "the first member reads on in the part it kept",
                () => Read(waiting, ofTheFirst) && ofTheFirst[^1].At is { } at && at.Partition.Value != given && at.Offset == RecordsPerPart - 1);
            waiting.Commit([.. ofTheFirst.Where(record => record.At.Partition.Value != given)]);
        }

        // Fewer than the first member takes ahead, so that it does not pause again: resuming what it has then would hide a pause left over.
        for (int i = 0; i < RecordsAfter; i++)
        {
            kafka.Send(Topics.Results, null, "not a line"u8.ToArray(), partition: given);
        }

        kafka.Flush();
        List<HistorianRecord> after = [];
        await Eventually.TrueAsync("the part that was given back is read", () => Read(waiting, after) && after.Count == RecordsAfter, found: () => $"{after.Count} records");
        Assert.All(after, record => Assert.Equal(given, record.At.Partition.Value));
    }

    private static bool Read(HistorianReader member, List<HistorianRecord> into)
    {
        while (member.Records.TryRead(out HistorianRecord? record))
        {
            into.Add(record);
        }

        return into.Count > 0;
    }
}
