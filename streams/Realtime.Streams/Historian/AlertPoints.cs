using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Streams.Historian;

/// <summary>Alert changes as points of <see cref="Measurements.Alert"/>.</summary>
public static class AlertPoints
{
    /// <summary>
    /// The same change always gives the same point, and two changes never the same identity: the tags hold thing, rule and change, and
    /// the time gets less than a millisecond added, from the alert's id (two episodes) and the sequence (two changes of one episode),
    /// because an id as a tag would make a series of every alert. At millisecond precision the time is the event time.
    /// </summary>
    public static ResultPoint Of(AlertChange change) => new()
    {
        Measurement = Measurements.Alert,
        Thing = change.Thing,
        Municipality = change.Municipality,
        Time = change.Time.AddTicks(Hash(change.AlertId) % 100 * 100 + change.Sequence % 100),
        Drill = change.Drill,
        Fields =
        [
            new ResultField(Fields.FromLevel, change.FromLevel),
            new ResultField(Fields.ToLevel, change.ToLevel),
            new ResultField(Fields.Open, change.Ends ? 0 : 1),
            new ResultField(Fields.Unconfirmed, change.Unconfirmed ? 1 : 0),
        ],
        Texts = [new ResultText(Fields.AlertId, change.AlertId), new ResultText(Fields.Text, change.Text)],
        Tags = [new ResultText(Measurements.TagRule, change.Rule), new ResultText(Measurements.TagChange, AlertCodec.Name(change.Kind))],
    };

    // string.GetHashCode differs from process to process; this must not.
    private static uint Hash(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
        {
            hash = (hash ^ c) * 16777619;
        }

        return hash ^ hash >> 16;
    }
}
