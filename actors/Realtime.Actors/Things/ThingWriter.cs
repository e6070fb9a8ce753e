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
    private readonly StoreWriter _state = new(1024);
    private readonly Utf8JsonWriter _json = new(Stream.Null, new JsonWriterOptions { SkipValidation = true });

    /// <summary>A thing's stored form.</summary>
    /// <param name="thing">The thing.</param>
    /// <param name="logNumber">Of its position.</param>
    /// <param name="before">
    /// What was last written of it: registrations are long and change seldom, so the same one is copied from there. Null = nothing.
    /// </param>
    public StoredThing Write(Thing thing, int logNumber, StoredThing? before)
    {
        _body.Clear();
        _body.Byte(ThingFormat.Version);
        WriteRegistration(thing.Registration, before);
        _body.Fixed(thing.Position.Offset);
        _body.Number(thing.Position.Index);
        _body.Fixed(thing.RegistryPosition.Offset);
        _body.Number(thing.Origins.Length);
        foreach (Origin origin in thing.Origins)
        {
            _body.Text(origin.Source);
            _body.Number(origin.Sequence);
            _body.Number(origin.Index);
        }

        _state.Clear();
        ThingStateJson.Write(thing.Key.Kind, thing.State, _state, _json);
        _body.Block(_state.Written);
        if (!thing.Deliveries.IsDefaultOrEmpty || thing.Listed is not null)
        {
            // Behind everything else and only when there is something: things of before messages existed have no such block.
            _body.Block(thing.Deliveries.IsDefaultOrEmpty ? [] : JsonSerializer.SerializeToUtf8Bytes([.. thing.Deliveries], DomainJson.Default.DeliveryArray));
        }

        if (thing.Listed is { } listed)
        {
            _body.Fixed(listed.UtcTicks);
        }

        return new StoredThing(thing.Key, logNumber, thing.Due, thing.Source, thing.Registration is not null, _body.ToArray()) { WrittenFrom = thing.Registration };
    }

    public void Dispose()
    {
        _json.Dispose();
        _body.Dispose();
        _state.Dispose();
    }

    private void WriteRegistration(Registration? registration, StoredThing? before)
    {
        if (registration is null)
        {
            _body.Block([]);
        }
        else if (before is not null && ReferenceEquals(before.WrittenFrom, registration))
        {
            _body.Block(ThingFormat.RegistrationIn(before));
        }
        else
        {
            _body.Block(JsonSerializer.SerializeToUtf8Bytes(registration, DomainJson.Default.Registration));
        }
    }
}
