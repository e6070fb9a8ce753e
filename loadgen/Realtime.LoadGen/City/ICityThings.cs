using Realtime.Domain;

namespace Realtime.LoadGen.City;

/// <summary>Behaviour of one kind of synthetic thing.</summary>
internal interface ICityThings
{
    ThingKind Kind { get; }

    /// <summary>The registry's entry.</summary>
    /// <param name="thing">0-based number of the thing in the city.</param>
    /// <param name="channel">Its channel; null = behind a gateway.</param>
    Registration Register(int thing, string? channel);

    /// <summary>What the thing says in a round; null = silent.</summary>
    Reading? Read(int thing, int round, DateTimeOffset time, string? channel);
}
