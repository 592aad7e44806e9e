using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// Reads the body of <c>POST /v1/responses</c> (https://platform.openai.com/docs/api-reference/responses/create) into a request in no provider's
/// words. What would need an earlier response is refused unless there is one (<see cref="ResponsesReadOptions"/>); fields that are unknown are noted and
/// never refused.
/// </summary>
public static class ResponsesConversationReader
{
    private static readonly string[] Known =
    [
        "model", "input", "instructions", "tools", "tool_choice", "parallel_tool_calls", "text", "reasoning", "max_output_tokens", "temperature",
        "top_p", "top_logprobs", "stream", "stream_options", "user", "safety_identifier", "metadata", "prompt_cache_key", "service_tier", "store",
        "truncation", "context_management", "include", "client_metadata", "background", "previous_response_id", "conversation", "prompt",
    ];

    /// <summary>Reads the body.</summary>
    /// <param name="root">The whole body.</param>
    /// <param name="into">An empty request, to be filled. It points into <paramref name="root"/>.</param>
    /// <returns>What is wrong, with the field as OpenAI names it (<c>input[3].content[0].image_url</c>); null when nothing is.</returns>
    public static RequestDefect? Read(JsonElement root, ConversationRequest into) => Read(root, into, out _);

    /// <summary>Reads the body.</summary>
    /// <param name="root">The whole body.</param>
    /// <param name="into">An empty request, to be filled. It points into <paramref name="root"/>.</param>
    /// <param name="names">The names of the tools as the answer's writers need them; <see cref="ResponsesToolNames.Of"/> makes the same of the request.</param>
    /// <returns>What is wrong, with the field as OpenAI names it (<c>input[3].content[0].image_url</c>); null when nothing is.</returns>
    public static RequestDefect? Read(JsonElement root, ConversationRequest into, out ResponsesToolNames names) =>
        Read(root, into, ResponsesReadOptions.Stateless, out names);

    /// <summary>Reads the body.</summary>
    /// <param name="root">The whole body.</param>
    /// <param name="into">An empty request, to be filled. It points into <paramref name="root"/> and the history.</param>
    /// <param name="options">What was kept, and whether the answer will be.</param>
    /// <returns>What is wrong, with the field as OpenAI names it (<c>input[3].content[0].image_url</c>); null when nothing is.</returns>
    public static RequestDefect? Read(JsonElement root, ConversationRequest into, ResponsesReadOptions options) => Read(root, into, options, out _);

    private static RequestDefect? Read(JsonElement root, ConversationRequest into, ResponsesReadOptions options, out ResponsesToolNames names)
    {
        ArgumentNullException.ThrowIfNull(into);
        ArgumentNullException.ThrowIfNull(options);
        names = new ResponsesToolNames();
        if (root.ValueKind != JsonValueKind.Object)
            return new RequestDefect("The request body must be a JSON object with \"model\" and \"input\".", null);
        var reading = new RequestReading(into);
        RefuseState(root, reading, options);
        new ResponsesToolReader(reading, names).Read(root);
        ResponsesSettingsReader.Read(root, reading, options.Keeps);
        if (reading.Defect is null)
            new ResponsesInputReader(reading, names).Read(root, options.History);
        reading.NoteOthers(root, "", Known);
        return reading.Defect;
    }

    private static void RefuseState(JsonElement root, RequestReading reading, ResponsesReadOptions options)
    {
        foreach (var field in (ReadOnlySpan<string>)["previous_response_id", "conversation", "prompt"])
        {
            if (root.TryGet(field, out _) && (options.History is null || field != "previous_response_id"))
                reading.Fail(field, "cannot be used: the model behind this name belongs to another API, which keeps nothing. Send the whole conversation in \"input\".");
        }

        if (reading.OptionalFlag(root, "background", "") == true)
            reading.Fail("background", "cannot be true: the model behind this name belongs to another API, so that it is answered at once or not at all. Leave it out.");
    }
}
