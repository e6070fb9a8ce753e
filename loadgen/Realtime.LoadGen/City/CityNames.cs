using System.Globalization;
using Realtime.Domain;

namespace Realtime.LoadGen.City;

/// <summary>Names in the synthetic city: plainly made up, so that nobody takes them for a real place.</summary>
internal static class CityNames
{
    /// <summary>Towns things are dealt out to.</summary>
    private const int Towns = 12;

    public static string Id(ThingKind kind, int thing) => string.Create(CultureInfo.InvariantCulture, $"syn-{ThingKey.Name(kind)}-{thing}");

    public static string Name(ThingKind kind, int thing) => string.Create(CultureInfo.InvariantCulture, $"synthetic {ThingKey.Name(kind)} {thing}");

    public static string Municipality(int thing) => string.Create(CultureInfo.InvariantCulture, $"syn-town-{thing % Towns}");

    public static string Channel(ThingKind kind) => "city-" + ThingKey.Name(kind);

    public static string Gateway(int number) => string.Create(CultureInfo.InvariantCulture, $"syn-gateway-{number}");
}
