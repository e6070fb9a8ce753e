using Realtime.Actors.City;
using Realtime.Cluster.Access;
using Realtime.Domain;
using Realtime.Intake.Formats;

namespace Realtime.Cluster.Http;

/// <summary>
/// Vehicle positions with occupancy as GTFS-Realtime: <c>GET /api/v1/vehicles/positions.pb?type=bus&amp;municipality=</c>. Positions older than an hour are left out: a feed
/// says where vehicles are, not where they were.
/// </summary>
public static class VehicleFeed
{
    private const int VehiclesMax = 10_000;
    private static readonly TimeSpan _oldest = TimeSpan.FromHours(1);

    public static void MapVehicleFeed(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/vehicles/positions.pb", (HttpContext http, ICity city, Owners owners, TimeProvider clock) => owners.AskAsync(async limit =>
        {
            ThingSearch search = new()
            {
                Kind = ThingKind.Vehicle,
                Type = http.Request.Query["type"] is [{ Length: > 0 } type] ? type : null,
                Municipality = http.Request.Query["municipality"] is [{ Length: > 0 } owner] ? owner : null,
                Take = Limits.ThingsPerPageMax,
                Sight = Caller.SightOf(http).Limit,
            };
            List<ThingView> vehicles = await AllAsync(city, search, limit);
            DateTimeOffset now = clock.GetUtcNow();
            return TypedResults.Bytes(GtfsRealtimeWriter.Write(vehicles.Select(FixOf).OfType<VehicleFix>().Where(fix => now - fix.Time < _oldest), now), GtfsRealtimeWriter.ContentType);
        }, http.RequestAborted)).Needs(Policies.Look)
            .Describe("vehiclePositions", "Exchange formats", "Vehicle positions with occupancy as a GTFS-Realtime 2.0 feed.").Query("type", "a vehicle's registered type").Query("municipality", "code of the owner")
            .Produces<byte[]>(contentType: GtfsRealtimeWriter.ContentType);

    private static async Task<List<ThingView>> AllAsync(ICity city, ThingSearch search, CancellationToken limit)
    {
        List<ThingView> found = [];
        ThingPage page;
        do
        {
            page = await city.FindThingsAsync(search, limit);
            found.AddRange(page.Things);
            search = search with { After = page.Next };
        }
        while (page.Next is not null && found.Count < VehiclesMax);
        return found;
    }

    private static VehicleFix? FixOf(ThingView thing) => thing is { Vehicle: { } facts, Latitude: { } latitude, Longitude: { } longitude }
        ? new VehicleFix(
            thing.Key.Id, thing.Name == thing.Key.Id ? "" : thing.Name, latitude, longitude, facts.PositionTime, facts.HeadingDeg, Number(thing, Fields.SpeedMps),
            facts.Occupancy is { } status ? (int)status : null, (int?)Number(thing, Fields.OccupancyPercent))
        : null;

    private static double? Number(ThingView thing, string name) => thing.Fields.FirstOrDefault(field => field.Name == name) is { Name: not null } found ? found.Value : null;
}
