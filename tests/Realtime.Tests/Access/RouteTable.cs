using Realtime.Cluster.Access;

namespace Realtime.Tests.Access;

/// <summary>
/// What every address answers to every caller; written by hand from what each role is for, not computed from the policies.
/// Columns as in <see cref="Callers.All"/>: nobody, public, family of h1, viewer, operator, admin (of LK), stranger (admin of XX), platform
/// (admin of all), sender, monitor. Placeholders: {river} {home} an alert of a gauge, of household h1; {blind} one that only a person can end.
/// </summary>
internal static class RouteTable
{
    public static readonly IReadOnlyList<Row> Rows =
    [
        //                                                                              nob pub fam vie ope adm str pla sen mon
        new("GET /", "/", Policies.View,                                               [401, 403, 403, 200, 200, 200, 200, 200, 403, 403]),
        new("GET /live", "/live", Policies.View,                                       [401, 403, 403, 200, 200, 200, 200, 200, 403, 403]),
        new("GET /alerts/{id}", "/alerts/{river}", Policies.Known,                     [401, 403, 404, 200, 200, 200, 404, 200, 403, 403]),
        new("GET /alerts/{id}", "/alerts/{home}", Policies.Known,                      [401, 403, 200, 404, 200, 200, 404, 200, 403, 403]),
        new("POST /alerts/{id}/ack", "/alerts/{river}/ack", Policies.Care,             [401, 403, 404, 403, 200, 200, 404, 200, 403, 403]),
        new("POST /alerts/{id}/ack", "/alerts/{home}/ack", Policies.Care,              [401, 403, 200, 403, 200, 200, 404, 200, 403, 403]),
        new("POST /alerts/{id}/close", "/alerts/{blind}/close", Policies.Operate,      [401, 403, 403, 403, 200, 409, 404, 409, 403, 403]),
        new("POST /alerts/{id}/comment", "/alerts/{river}/comment", Policies.Operate,  [401, 403, 403, 403, 200, 200, 404, 200, 403, 403]),
        new("GET /things/{kind}/{**id}", "/things/sensor/r1", Policies.View,           [401, 403, 403, 200, 200, 200, 404, 200, 403, 403]),
        new("GET /map", "/map", Policies.View,                                         [401, 403, 403, 200, 200, 200, 200, 200, 403, 403]),
        new("GET /map/live", "/map/live", Policies.View,                               [401, 403, 403, 200, 200, 200, 200, 200, 403, 403]),
        new("GET /flood", "/flood", Policies.View,                                     [401, 403, 403, 200, 200, 200, 200, 200, 403, 403]),
        new("GET /flood/live", "/flood/live", Policies.View,                           [401, 403, 403, 200, 200, 200, 200, 200, 403, 403]),
        new("GET /public/ploughs", "/public/ploughs", Policies.Look,                   [401, 403, 404, 200, 200, 200, 200, 200, 403, 403]),
        new("GET /public/congestion", "/public/congestion", Policies.Look,             [401, 403, 404, 200, 200, 200, 200, 200, 403, 403]),
        new("GET /things/{kind}/{**id}", "/things/household/h1", Policies.View,        [401, 403, 403, 404, 200, 200, 404, 200, 403, 403]),
        new("GET /api/v1/alerts", "/api/v1/alerts", Policies.Known,                    [401, 403, 200, 200, 200, 200, 200, 200, 403, 403]),
        new("GET /api/v1/alerts/{id}", "/api/v1/alerts/{river}", Policies.Known,       [401, 403, 404, 200, 200, 200, 404, 200, 403, 403]),
        new("GET /api/v1/alerts/{id}", "/api/v1/alerts/{home}", Policies.Known,        [401, 403, 200, 404, 200, 200, 404, 200, 403, 403]),
        new("POST /api/v1/alerts/{id}/ack", "/api/v1/alerts/{river}/ack", Policies.Care, [401, 403, 404, 403, 200, 200, 404, 200, 403, 403]),
        new("POST /api/v1/alerts/{id}/ack", "/api/v1/alerts/{home}/ack", Policies.Care, [401, 403, 200, 403, 200, 200, 404, 200, 403, 403]),
        new("POST /api/v1/alerts/{id}/close", "/api/v1/alerts/{blind}/close", Policies.Operate, [401, 403, 403, 403, 200, 409, 404, 409, 403, 403]),
        new("GET /api/v1/city", "/api/v1/city", Policies.View,                         [401, 403, 403, 200, 200, 200, 200, 200, 403, 403]),
        new("GET /api/v1/pending", "/api/v1/pending", Policies.Platform,               [401, 403, 403, 403, 403, 403, 403, 200, 403, 403]),
        new("GET /api/v1/things/{kind}/{**id}", "/api/v1/things/sensor/r1", Policies.Look, [401, 403, 404, 200, 200, 200, 404, 200, 403, 403]),
        new("GET /api/v1/things/{kind}/{**id}", "/api/v1/things/shelter/s1", Policies.Look, [401, 403, 404, 200, 200, 200, 404, 200, 403, 403]),
        new("GET /api/v1/things/{kind}/{**id}", "/api/v1/things/household/h1", Policies.Look, [401, 403, 200, 404, 200, 200, 404, 200, 403, 403]),
        new("GET /api/v1/things/{kind}/{**id}", "/api/v1/things/household/h2", Policies.Look, [401, 403, 404, 404, 200, 200, 404, 200, 403, 403]),
        new("GET /api/v1/areas", "/api/v1/areas", Policies.View,                       [401, 403, 403, 200, 200, 200, 200, 200, 403, 403]),
        new("GET /api/v1/areas/{by}/{**code}", "/api/v1/areas/municipality/LK", Policies.View, [401, 403, 403, 200, 200, 200, 404, 200, 403, 403]),
        new("GET /api/v1/alerts/{id}/why", "/api/v1/alerts/{river}/why", Policies.Known, [401, 403, 404, 200, 200, 200, 404, 200, 403, 403]),
        new("GET /api/v1/alerts/{id}/why", "/api/v1/alerts/{home}/why", Policies.Known, [401, 403, 200, 404, 200, 200, 404, 200, 403, 403]),
        new("POST /api/v1/alerts/{id}/comment", "/api/v1/alerts/{river}/comment", Policies.Operate, [401, 403, 403, 403, 200, 200, 404, 200, 403, 403]),
        new("POST /api/v1/alerts/{id}/suppress", "/api/v1/alerts/{home}/suppress", Policies.Operate, [401, 403, 403, 403, 200, 200, 404, 200, 403, 403]),
        new("GET /api/v1/things", "/api/v1/things", Policies.Look,                     [401, 403, 200, 200, 200, 200, 200, 200, 403, 403]),
        new("GET /api/v1/vehicles/positions.pb", "/api/v1/vehicles/positions.pb", Policies.Look, [401, 403, 200, 200, 200, 200, 200, 200, 403, 403]),
        new("GET /ngsi-ld/v1/entities", "/ngsi-ld/v1/entities?type=EvacuationShelter", Policies.Look, [401, 403, 200, 200, 200, 200, 200, 200, 403, 403]),
        new("GET /ngsi-ld/v1/entities/{entityId}", "/ngsi-ld/v1/entities/urn:ngsi-ld:EvacuationShelter:s1", Policies.Look, [401, 403, 404, 200, 200, 200, 404, 200, 403, 403]),
        new("GET /ngsi-ld/v1/entities/{entityId}", "/ngsi-ld/v1/entities/urn:ngsi-ld:WatchOverHousehold:h1", Policies.Look, [401, 403, 200, 404, 200, 200, 404, 200, 403, 403]),
        new("GET /api/v1/registry/{kind}/{id}", "/api/v1/registry/shelter/s1", Policies.Administer, [401, 403, 403, 403, 403, 200, 404, 200, 403, 403]),
        new("GET /api/v1/registry/{kind}/{id}", "/api/v1/registry/household/h1", Policies.Administer, [401, 403, 403, 403, 403, 200, 404, 200, 403, 403]),
        new("PUT /api/v1/registry/{kind}/{id}", "/api/v1/registry/shelter/s1", Policies.Administer, [401, 403, 403, 403, 403, 200, 404, 200, 403, 403]) { Body = """{"municipality":"LK"}""" },
        new("PUT /api/v1/registry/{kind}/{id}", "/api/v1/registry/shelter/new", Policies.Administer, [401, 403, 403, 403, 403, 200, 404, 200, 403, 403]) { Body = """{"municipality":"LK"}""" },
        new("PATCH /api/v1/registry/{kind}/{id}", "/api/v1/registry/shelter/s1", Policies.Administer, [401, 403, 403, 403, 403, 200, 404, 200, 403, 403]) { Body = """{"capacity_persons":80}""" },
        new("POST /api/v1/registry/household/{id}/absences", "/api/v1/registry/household/h1/absences", Policies.Care, [401, 403, 200, 403, 200, 200, 404, 200, 403, 403])
            { Body = """{"from":"2026-08-10T09:00:00+09:00","until":"2026-08-17T18:00:00+09:00"}""" },
        new("POST /api/v1/registry/household/{id}/absences", "/api/v1/registry/household/h2/absences", Policies.Care, [401, 403, 404, 403, 200, 200, 404, 200, 403, 403])
            { Body = """{"from":"2026-08-10T09:00:00+09:00","until":"2026-08-17T18:00:00+09:00"}""" },
        new("GET /api/v1/audit", "/api/v1/audit", Policies.Oversee,                    [401, 403, 403, 403, 403, 403, 403, 200, 403, 403]),
        new("GET /api/v1/events", "/api/v1/events", Policies.Known,                    [401, 403, 200, 200, 200, 200, 200, 200, 403, 403]),
        new("GET /openapi/{documentName}.json", "/openapi/v1.json", Policies.Anyone,   [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
        new("GET /api/v1/messages", "/api/v1/messages", Policies.Operate,              [401, 403, 403, 403, 200, 200, 200, 200, 403, 403]),
        new("GET /api/v1/messages/{id}", "/api/v1/messages/{message}", Policies.Operate, [401, 403, 403, 403, 200, 200, 404, 200, 403, 403]),
        new("POST /api/v1/messages", "/api/v1/messages", Policies.Operate,             [401, 403, 403, 403, 202, 202, 403, 202, 403, 403])
            { Body = """{"text":"stay away","municipality":"LK"}""" },
        new("POST /api/v1/intake/{format}", "/api/v1/intake/ngsi", Policies.Send,      [401, 403, 403, 403, 403, 403, 403, 403, 202, 403]),
        new("GET /api/v1/cluster", "/api/v1/cluster", Policies.Platform,               [401, 403, 403, 403, 403, 403, 403, 200, 403, 403]),
        new("GET /healthz/live", "/healthz/live", Policies.Anyone,                     [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
        new("GET /healthz/ready", "/healthz/ready", Policies.Anyone,                   [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
        new("* /metrics", "/metrics", Policies.Monitor,                                [401, 403, 403, 403, 403, 403, 403, 200, 403, 200]),
    ];
}

/// <summary>One address.</summary>
/// <param name="Route">Method and pattern as they are mapped.</param>
/// <param name="Path">An example.</param>
/// <param name="Policy">Its policy.</param>
/// <param name="Expected">Status per caller.</param>
internal sealed record Row(string Route, string Path, string Policy, int[] Expected)
{
    public string Body { get; init; } = "{}";

    public HttpMethod Method => Route[0] == '*' ? HttpMethod.Get : new HttpMethod(Route.Split(' ')[0]);
}
