namespace Signalbox.Documentation.DataPlane;

/// <summary>An endpoint of the data plane, as the OpenAPI document shows it.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, with parameters in braces.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Reference">The vendor's own description, which is the whole truth about bodies; null where the endpoint is ours.</param>
/// <param name="IsAnthropic">Whether errors have Anthropic's shape, else OpenAI's.</param>
/// <param name="Body">The fields a request must have or that the gateway acts on, with what they are; empty for none.</param>
/// <param name="Streams">Whether an answer can be a stream of server-sent events.</param>
/// <param name="CallsModel">Whether a model is called, with the headers and errors that come with it.</param>
internal sealed record DataPlaneOperation(
    HttpMethod Method, string Path, string Summary, string? Reference, bool IsAnthropic, IReadOnlyList<DataPlaneField> Body, bool Streams, bool CallsModel);

/// <summary>A field of a request.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">JSON type.</param>
/// <param name="Description">What it is.</param>
/// <param name="IsRequired">Whether a request without it is refused.</param>
internal sealed record DataPlaneField(string Name, Microsoft.OpenApi.JsonSchemaType Type, string Description, bool IsRequired = true);
