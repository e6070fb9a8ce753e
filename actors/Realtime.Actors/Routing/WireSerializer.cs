using System.Text.Json;
using Akka.Actor;
using Akka.Serialization;

namespace Realtime.Actors.Routing;

/// <summary>
/// Messages between nodes as JSON. The manifest is the type's short name and only types of this assembly marked
/// <see cref="IWireMessage"/> are ever created, so a message can never name a type of its own choosing.
/// </summary>
public sealed class WireSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly Dictionary<string, Type> Types = typeof(IWireMessage).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && typeof(IWireMessage).IsAssignableFrom(type))
        .ToDictionary(type => type.Name);

    public override int Identifier => 871_002;

    public override string Manifest(object o) => o.GetType().Name;

    public override byte[] ToBinary(object obj) => JsonSerializer.SerializeToUtf8Bytes(obj, obj.GetType(), Json);

    public override object FromBinary(byte[] bytes, string manifest) => Types.TryGetValue(manifest, out Type? type)
        ? JsonSerializer.Deserialize(bytes, type, Json)!
        : throw new ArgumentException($"unknown message \"{manifest}\" from another node", nameof(manifest));
}
