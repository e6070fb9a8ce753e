using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>A device's word about a message, in the telemetry topic of its kind: <c>message_id</c>, <c>delivery</c> (delivered, shown, failed), <c>reason</c>.</summary>
internal static class DeliveryRecord
{
    public static DeliveryReading? Read(ref FieldBag bag, in ReadingHead head, ThingKind kind)
    {
        string? message = bag.Name(Field.MessageId);
        MessageOutcome? outcome = bag.Text(Field.Delivery) switch
        {
            "delivered" => MessageOutcome.Delivered,
            "shown" => MessageOutcome.Shown,
            "failed" => MessageOutcome.Failed,
            _ => null,
        };
        string? reason = bag.Name(Field.Reason);
        if (message is null || outcome is null)
        {
            bag.Fail(bag.Has(Field.Delivery) ? RejectReason.BadValue : RejectReason.MissingField, "a word about a message needs message_id and delivery: delivered, shown or failed");
        }

        return bag.Fault is not null ? null : new DeliveryReading
        {
            ThingId = head.Id,
            ThingKind = kind,
            Municipality = head.Municipality,
            Time = head.Time,
            OriginalTime = head.OriginalTime,
            Drill = head.Drill,
            Source = head.Source,
            Origin = head.Origin,
            Message = message!,
            Outcome = outcome!.Value,
            Reason = reason ?? "",
        };
    }

    public static void Write(Utf8JsonWriter json, DeliveryReading reading)
    {
        json.WriteText(Field.MessageId, reading.Message);
        json.WriteText(Field.Delivery, reading.Outcome switch
        {
            MessageOutcome.Delivered => "delivered",
            MessageOutcome.Shown => "shown",
            _ => "failed",
        });
        json.WriteText(Field.Reason, reading.Reason);
    }
}
