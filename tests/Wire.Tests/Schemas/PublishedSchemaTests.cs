using System.Text.Json;
using Signalbox.Wire.OpenAIChat;
using Signalbox.Wire.OpenAIResponses;
using Wire.Tests.OpenAIResponses;

namespace Wire.Tests.Schemas;

/// <summary>
/// The same as the tests beside it, against OpenAI's own document. The document is no part of the project: these are skipped, and say so, where it does not lie
/// beside it.
/// </summary>
public sealed class PublishedSchemaTests
{
    [Fact]
    public void Chunks_validate_against_OpenAI_s_own_document()
    {
        var published = Published();
        Property.Holds(json =>
        {
            var emitted = new EmittedStream();
            emitted.Tell(RandomScript.Make(json.Random), new ChatStreamWriter(emitted.Output, "chatcmpl-1", 1763689200, "public", json.Random.Next(2) == 0));
            emitted.ShouldValidate(published, "CreateChatCompletionStreamResponse");
        }, cases: 200);
    }

    [Fact]
    public void Events_of_responses_validate_against_OpenAI_s_own_document()
    {
        var published = Published();
        Property.Holds(json =>
        {
            var emitted = new EmittedStream();
            emitted.Tell(RandomScript.Make(json.Random), new ResponsesStreamWriter(emitted.Output, Responses.Context()));
            emitted.ShouldValidate(published, "ResponseStreamEvent");
        }, cases: 200);
    }

    [Fact]
    public void Errors_validate_against_OpenAI_s_own_document()
    {
        var published = Published();
        foreach (var status in new[] { 400, 401, 403, 404, 413, 429, 500, 502, 503, 504 })
            published.Errors("ErrorResponse", JsonElement.Parse(new OpenAIError(status, "No.", "some-code") { Param = "model" }.ToBytes())).ShouldBeEmpty();
    }

    private static JsonSchemaDocument Published()
    {
        Assert.SkipWhen(ApiSchemas.PublishedByOpenAI is null, "OpenAI's document is not here (shared/data/openai-openapi.json beside the project); eng/schemas.sh fetches it.");
        return ApiSchemas.PublishedByOpenAI!;
    }
}
