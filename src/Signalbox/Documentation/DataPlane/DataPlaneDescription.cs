using Microsoft.OpenApi;

namespace Signalbox.Documentation.DataPlane;

/// <summary>
/// Adds the data plane to the OpenAPI document. Its endpoints are plain delegates that pass bodies on as they are, so that bodies are objects with the
/// fields that the gateway acts on, and a link to the vendor's own reference.
/// </summary>
internal static class DataPlaneDescription
{
    private const string Tag = "Data plane";
    private const string KeyScheme = "virtualKey";

    private static readonly (string Name, string Description)[] Headers =
    [
        ("x-signalbox-model", "The target that was called."),
        ("x-signalbox-deployment", "The deployment that answered: provider/model."),
        ("x-signalbox-route-reason", "Why that one: direct, weighted, failover and so on."),
        ("x-signalbox-attempts", "How many attempts it took."),
        ("x-signalbox-cache", "Whether the answer came from a cache: off."),
        ("x-signalbox-translation", "Fields of the request that were left out or brought about by other means, where the upstream speaks another API."),
    ];

    /// <summary>Adds it.</summary>
    public static void AddTo(OpenApiDocument document)
    {
        document.Components!.SecuritySchemes![KeyScheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A virtual key. It may also be sent as `x-api-key`, `api-key` or `x-goog-api-key`.",
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas["OpenAIError"] = ErrorSchema.OfOpenAI();
        document.Components.Schemas["AnthropicError"] = ErrorSchema.OfAnthropic();
        foreach (var operation in DataPlaneOperations.All)
        {
            if (!document.Paths.TryGetValue(operation.Path, out var item)) document.Paths[operation.Path] = item = new OpenApiPathItem();
            ((OpenApiPathItem)item).AddOperation(operation.Method, Describe(operation, document));
        }
    }

    private static OpenApiOperation Describe(DataPlaneOperation operation, OpenApiDocument document)
    {
        var described = new OpenApiOperation
        {
            Summary = operation.Summary,
            Description = operation.Reference is { } reference
                ? $"Bodies are the vendor's and pass as they are, unknown fields too: see [the vendor's reference]({reference})."
                : "Only targets that the key may call are in it.",
            Tags = new HashSet<OpenApiTagReference> { new(Tag, document) },
            Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(KeyScheme, document)] = [] }],
            Responses = new OpenApiResponses { ["200"] = Success(operation) },
        };
        document.Tags ??= new HashSet<OpenApiTag>();
        if (document.Tags.All(tag => tag.Name != Tag)) document.Tags.Add(new OpenApiTag { Name = Tag, Description = "What callers use, with a virtual key." });
        if (operation.Reference is { } link) described.ExternalDocs = new OpenApiExternalDocs { Url = new Uri(link) };
        if (operation.Path.Contains("{id}", StringComparison.Ordinal))
            described.Parameters = [new OpenApiParameter { Name = "id", In = ParameterLocation.Path, Required = true, Description = "The id.", Schema = new OpenApiSchema { Type = JsonSchemaType.String } }];
        if (operation.Body.Count > 0)
            described.RequestBody = new OpenApiRequestBody { Required = true, Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = Body(operation) } } };
        foreach (var (status, codes) in operation.CallsModel ? DataPlaneErrors.OfAll.Concat(DataPlaneErrors.OfCalls) : DataPlaneErrors.OfAll)
            described.Responses[status] = new OpenApiResponse
            {
                Description = codes,
                Headers = RequestId(),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new() { Schema = new OpenApiSchemaReference(operation.IsAnthropic ? "AnthropicError" : "OpenAIError", document) },
                },
            };
        return described;
    }

    private static OpenApiResponse Success(DataPlaneOperation operation)
    {
        var response = new OpenApiResponse
        {
            Description = operation.Streams ? "The answer, whole or as a stream." : "The answer.",
            Headers = RequestId(),
            Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = Open() } },
        };
        if (operation.Streams)
            response.Content["text/event-stream"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Server-sent events of the same API. One that breaks off ends in an error event, never in a clean end." } };
        if (operation.CallsModel)
            foreach (var (name, description) in Headers) response.Headers![name] = Header(description);
        return response;
    }

    private static OpenApiSchema Body(DataPlaneOperation operation)
    {
        var body = Open();
        body.Properties = operation.Body.ToDictionary(field => field.Name, field => (IOpenApiSchema)new OpenApiSchema { Type = field.Type, Description = field.Description });
        body.Required = operation.Body.Where(field => field.IsRequired).Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        return body;
    }

    private static OpenApiSchema Open() => new() { Type = JsonSchemaType.Object, AdditionalPropertiesAllowed = true, AdditionalProperties = new OpenApiSchema() };

    private static Dictionary<string, IOpenApiHeader> RequestId() => new() { ["x-request-id"] = Header("The call's id, under which its record is found.") };

    private static OpenApiHeader Header(string description) => new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
}
