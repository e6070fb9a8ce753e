using System.Text.Json;
using Realtime.Actors.Epochs;
using Realtime.Domain;

namespace Realtime.Actors.Things;

/// <summary>
/// Writes things for epochs as <see cref="ThingFormat"/> describes, one after the other with the same buffers. Used by one caller at a time.
/// </summary>
public sealed class ThingWriter : IDisposable
{
    private readonly StoreWriter _body = new(1024);
    private readonly Utf8JsonWriter _json = new(Stream.Null, new JsonWriterOptions { SkipValidation = true });

    /// <summary>A thing's stored form.</summary>
    /// <param name="thing">The thing.</param>
    /// <param name="logNumber">Of its position.</param>
    /// <param name="before">What is stored of it; an epoch leaves out the registration that stands there. Null = nothing.</param>
    public StoredThing Write(Thing thing, int logNumber, StoredThing? before)
    {
        _body.Clear();
        _body.Byte(ThingFormat.Version);
        bool told = !thing.Deliveries.IsDefaultOrEmpty;
        _body.Byte((byte)((told ? ThingFormat.HasDeliveries : 0) | (thing.Listed is null ? 0 : ThingFormat.IsListed)));
        _body.Number(thing.Position.Offset + 1);
        _body.Number(thing.Position.Index);
        _body.Number(thing.RegistryPosition.Offset + 1);
        Origins(thing, _body);
        if (told)
        {
            _body.Block(Deliveries(thing));
        }

        if (thing.Listed is { } listed)
        {
            _body.Fixed(listed.UtcTicks);
        }

        ThingStateBytes.Write(thing.Key.Kind, thing.State, _body, _json);
        bool asBefore = before is not null && thing.Registration is not null && ReferenceEquals(before.WrittenFrom, thing.Registration);
        return new StoredThing(thing.Key, logNumber, thing.Due, thing.Source, thing.Registration is not null, _body.ToArray())
        {
            Registration = asBefore ? before!.Registration : thing.Registration is { } registration ? Bytes(registration) : default,
            RegistrationAsBefore = asBefore,
            WrittenFrom = thing.Registration,
        };
    }

    public void Dispose()
    {
        _json.Dispose();
        _body.Dispose();
    }

    internal static void Origins(Thing thing, StoreWriter into)
    {
        into.Number(thing.Origins.Length);
        foreach (Origin origin in thing.Origins)
        {
            into.Text(origin.Source);
            into.Number(origin.Sequence);
            into.Number(origin.Index);
        }
    }

    internal static byte[] Deliveries(Thing thing) => JsonSerializer.SerializeToUtf8Bytes([.. thing.Deliveries], DomainJson.Default.DeliveryArray);

    private static byte[] Bytes(Registration registration) => JsonSerializer.SerializeToUtf8Bytes(registration, DomainJson.Default.Registration);
}
