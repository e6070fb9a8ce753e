using Realtime.Domain;

namespace Realtime.Actors.City;

/// <summary>Questions of those who see everything: the node itself.</summary>
public static class CityExtensions
{
    public static Task<IReadOnlyList<AlertView>> GetAlertsAsync(this ICity city, bool includeClosed, CancellationToken cancellation) =>
        city.GetAlertsAsync(includeClosed, sight: null, cancellation);

    public static Task<AreasView> GetAreasAsync(this ICity city, AreaDivision by, CancellationToken cancellation) => city.GetAreasAsync(by, sight: null, cancellation);

    public static Task<AreaDetail?> GetAreaAsync(this ICity city, AreaDivision by, string code, int take, CancellationToken cancellation) =>
        city.GetAreaAsync(by, code, take, sight: null, cancellation);
}
