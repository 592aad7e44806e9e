using Microsoft.OpenApi;

namespace Signalbox.Documentation.DataPlane;

/// <summary>All endpoints of the data plane.</summary>
internal static class DataPlaneOperations
{
    private const string OpenAI = "https://platform.openai.com/docs/api-reference";
    private const string Anthropic = "https://docs.anthropic.com/en/api";

    private static readonly DataPlaneField Model = new("model", JsonSchemaType.String, "A model or route group that the key may call: GET /v1/models lists them.");
    private static readonly DataPlaneField Stream = new("stream", JsonSchemaType.Boolean, "Whether the answer comes as server-sent events.", IsRequired: false);
    private static readonly DataPlaneField Messages = new("messages", JsonSchemaType.Array, "The conversation so far; not empty.");

    /// <summary>In the order of the page.</summary>
    public static readonly IReadOnlyList<DataPlaneOperation> All =
    [
        Call("/v1/chat/completions", "Chat completions, OpenAI's", $"{OpenAI}/chat/create", false, [Model, Messages, Stream]),
        Call("/v1/responses", "Create a response, OpenAI's", $"{OpenAI}/responses/create", false, [Model, Text("input", "A text, or a list of items.", false), Stream,
            Text("previous_response_id", "The response to go on from.", false), new("store", JsonSchemaType.Boolean, "Whether the response is kept; true unless set.", false)]),
        Kept(HttpMethod.Get, "/v1/responses/{id}", "Read a response that was kept", $"{OpenAI}/responses/get"),
        Kept(HttpMethod.Delete, "/v1/responses/{id}", "Delete a response that was kept", $"{OpenAI}/responses/delete"),
        Kept(HttpMethod.Post, "/v1/responses/{id}/cancel", "Cancel a response in the background", $"{OpenAI}/responses/cancel"),
        Kept(HttpMethod.Get, "/v1/responses/{id}/input_items", "What a response was asked", $"{OpenAI}/responses/input-items"),
        Call("/v1/messages", "Messages, Anthropic's (also under /anthropic)", $"{Anthropic}/messages", true,
            [Model, Messages, new("max_tokens", JsonSchemaType.Integer, "How long the answer may be, in tokens."), Stream]),
        Call("/v1/messages/count_tokens", "Count the tokens of a message, Anthropic's (also under /anthropic)", $"{Anthropic}/messages-count-tokens", true, [Model, Messages]),
        Call("/v1/embeddings", "Embeddings, OpenAI's", $"{OpenAI}/embeddings/create", false, [Model, Text("input", "A text, a list of texts, or tokens.", true)]),
        new(HttpMethod.Get, "/v1/models", "List what the key may call; in Anthropic's form for clients that send anthropic-version", $"{OpenAI}/models/list", false, [], false, false),
        new(HttpMethod.Get, "/v1/models/{id}", "Read one target", $"{OpenAI}/models/retrieve", false, [], false, false),
        new(HttpMethod.Get, "/v1/usage", "What the key has used, and what its limits leave", null, false, [], false, false),
        new(HttpMethod.Get, "/v1/codex/models.json", "The same as Codex reads it: the form of its own catalog", null, false, [], false, false),
    ];

    private static DataPlaneOperation Call(string path, string summary, string reference, bool isAnthropic, IReadOnlyList<DataPlaneField> body) =>
        new(HttpMethod.Post, path, summary, reference, isAnthropic, body, body.Contains(Stream), true);

    private static DataPlaneOperation Kept(HttpMethod method, string path, string summary, string reference) => new(method, path, summary, reference, false, [], false, false);

    private static DataPlaneField Text(string name, string description, bool isRequired) => new(name, JsonSchemaType.String | JsonSchemaType.Array, description, isRequired);
}
