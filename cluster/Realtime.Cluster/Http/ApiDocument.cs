using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Realtime.Cluster.Access;

namespace Realtime.Cluster.Http;

/// <summary>
/// The OpenAPI document of the API, made from the endpoints themselves: <c>/openapi/v1.json</c>. The committed copy (<c>docs/openapi.json</c>) is compared
/// with it by a test, so that a change of the API is seen by whoever reads the change.
/// </summary>
public static class ApiDocument
{
    private const string Name = "v1";

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.ActionDescriptor.EndpointMetadata.OfType<Documented>().Any();
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Realtime", Version = "1", Description = "State, alerts, registry and exchange formats of a city. Errors are problem details (RFC 9457). See docs/api.md." };
            document.Servers?.Clear();
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key, or a token of the OpenID Connect issuer." };
            document.Components.SecuritySchemes["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-Api-Key" };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Complete(operation, context.Description.ActionDescriptor.EndpointMetadata);
            return Task.CompletedTask;
        });
    });

    public static void MapApiDocument(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi/{documentName}.json").Needs(Policies.Anyone);

    /// <summary>Puts an address into the document.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string name, string group, string summary) =>
        endpoint.WithName(name).WithTags(group).WithSummary(summary).WithMetadata(new Documented());

    /// <summary>A parameter of the query that the handler reads itself.</summary>
    public static RouteHandlerBuilder Query(this RouteHandlerBuilder endpoint, string name, string description) => endpoint.WithMetadata(new QueryField(name, description));

    /// <summary>A body that the handler reads itself.</summary>
    public static RouteHandlerBuilder Body(this RouteHandlerBuilder endpoint, string contentType) => endpoint.WithMetadata(new BodyField(contentType));

    private static void Complete(OpenApiOperation operation, IList<object> metadata)
    {
        operation.Parameters ??= [];
        foreach (QueryField field in metadata.OfType<QueryField>())
        {
            operation.Parameters.Add(new OpenApiParameter { Name = field.Name, In = ParameterLocation.Query, Description = field.Description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
        }

        if (metadata.OfType<BodyField>().FirstOrDefault() is { } body)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Content = new Dictionary<string, OpenApiMediaType> { [body.ContentType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } } },
            };
        }

        string policy = metadata.OfType<AccessRule>().Single().Policy;
        operation.Description = $"Policy: {policy}.";
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "Problem details: 400, 401, 403, 404, 409, 412, 429, 503 with one sentence in detail.",
            Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() },
        };
    }

    private sealed record Documented;

    private sealed record QueryField(string Name, string Description);

    private sealed record BodyField(string ContentType);
}
