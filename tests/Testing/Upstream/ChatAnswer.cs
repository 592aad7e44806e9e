using System.Text.Json.Nodes;

namespace Testing.Upstream;

/// <summary>
/// The JSON objects of OpenAI's chat completions
/// (https://platform.openai.com/docs/api-reference/chat/object and .../chat-streaming).
/// </summary>
/// <param name="request">The request answered.</param>
/// <param name="behavior">What to answer.</param>
internal sealed class ChatAnswer(SeenRequest request, UpstreamBehavior behavior) : IUpstreamAnswer
{
    private readonly string _id = $"chatcmpl-{request.Number:D8}";

    public string LastFrame => "data: [DONE]\n\n";

    public string ErrorFrame => Frame(Error("server_error", "The server had an error while processing your request.", "server_error"));

    public IEnumerable<string> ContentFrames() => ContentChunks().Select(Frame);

    public IEnumerable<string> FinalFrames() => FinalChunks().Select(Frame);

    public JsonObject Completion()
    {
        var completion = Envelope("chat.completion");
        completion["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = Message(),
            ["logprobs"] = null,
            ["finish_reason"] = FinishReason,
        });
        if (behavior.Usage is { } usage)
            completion["usage"] = Usage(usage);
        return completion;
    }

    private IEnumerable<JsonObject> ContentChunks()
    {
        if (behavior.Style == UpstreamStyle.Azure)
            yield return AzureFirstChunk();

        yield return Chunk(new JsonObject { ["role"] = "assistant", ["content"] = behavior.ToolCalls.Count > 0 ? null : "" });
        // As DeepSeek shows its thoughts (https://api-docs.deepseek.com/guides/thinking_mode).
        if (behavior.Thinking is { } thinking)
            yield return Chunk(new JsonObject { ["reasoning_content"] = thinking });
        foreach (var delta in behavior.ToolCalls.Count > 0 ? ToolDeltas() : TextDeltas())
            yield return Chunk(delta);
    }

    private IEnumerable<JsonObject> FinalChunks()
    {
        yield return Chunk([], FinishReason);
        if (!request.AsksForUsage || behavior.Usage is not { } usage)
            yield break;

        var last = Envelope("chat.completion.chunk");
        last["choices"] = new JsonArray();
        last["usage"] = Usage(usage);
        yield return last;
    }

    /// <summary>An error in OpenAI's shape (https://platform.openai.com/docs/guides/error-codes).</summary>
    public static JsonObject Error(string code, string message, string type = "invalid_request_error") => new()
    {
        ["error"] = new JsonObject { ["message"] = message, ["type"] = type, ["param"] = null, ["code"] = code },
    };

    private static string Frame(JsonObject data) => $"data: {IUpstreamAnswer.Text(data)}\n\n";

    private string FinishReason => behavior.End switch
    {
        UpstreamEnd.Length => "length",
        UpstreamEnd.ContentFilter => "content_filter",
        _ => behavior.ToolCalls.Count > 0 ? "tool_calls" : "stop",
    };

    private bool IsRefused => behavior.End == UpstreamEnd.Refusal;

    private JsonObject Envelope(string kind)
    {
        var envelope = new JsonObject
        {
            ["id"] = _id,
            ["object"] = kind,
            ["created"] = request.ReceivedAt.ToUnixTimeSeconds(),
            ["model"] = request.Model,
        };
        if (behavior.Style != UpstreamStyle.Vllm)
        {
            envelope["service_tier"] = "default";
            envelope["system_fingerprint"] = "fp_fake";
        }

        foreach (var (name, value) in behavior.ExtraFields ?? [])
            envelope[name] = value?.DeepClone();
        return envelope;
    }

    private JsonObject Message()
    {
        var message = new JsonObject
        {
            ["role"] = "assistant",
            ["content"] = behavior.ToolCalls.Count > 0 || IsRefused ? null : behavior.Text,
            ["refusal"] = IsRefused ? behavior.Text : null,
            ["annotations"] = new JsonArray(),
        };
        if (behavior.Thinking is { } thinking)
            message["reasoning_content"] = thinking;
        if (behavior.ToolCalls.Count > 0)
            message["tool_calls"] = new JsonArray([.. behavior.ToolCalls.Select(ToolCall)]);
        return message;
    }

    private JsonObject Chunk(JsonObject delta, string? finishReason = null)
    {
        var chunk = Envelope("chat.completion.chunk");
        chunk["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["delta"] = delta,
            ["logprobs"] = null,
            ["finish_reason"] = finishReason,
        });
        if (request.AsksForUsage && behavior.Style != UpstreamStyle.Vllm)
            chunk["usage"] = null;
        return chunk;
    }

    private static JsonObject AzureFirstChunk() => new()
    {
        ["id"] = "",
        ["object"] = "",
        ["created"] = 0,
        ["model"] = "",
        ["choices"] = new JsonArray(),
        ["prompt_filter_results"] = new JsonArray(new JsonObject
        {
            ["prompt_index"] = 0,
            ["content_filter_results"] = new JsonObject
            {
                ["hate"] = new JsonObject { ["filtered"] = false, ["severity"] = "safe" },
            },
        }),
    };

    private IEnumerable<JsonObject> TextDeltas()
    {
        var text = behavior.Text;
        for (var i = 0; i < behavior.Chunks; i++)
        {
            var from = (int)((long)text.Length * i / behavior.Chunks);
            var to = (int)((long)text.Length * (i + 1) / behavior.Chunks);
            yield return new JsonObject { [IsRefused ? "refusal" : "content"] = from < to ? text[from..to] : text };
        }
    }

    private IEnumerable<JsonObject> ToolDeltas()
    {
        for (var i = 0; i < behavior.ToolCalls.Count; i++)
        {
            var call = behavior.ToolCalls[i];
            var opening = ToolCall(call with { Arguments = "" }, i);
            opening.Insert(0, "index", i);
            yield return Tools(opening);

            var half = call.Arguments.Length / 2;
            foreach (var piece in new[] { call.Arguments[..half], call.Arguments[half..] })
                yield return Tools(new JsonObject
                {
                    ["index"] = i,
                    ["function"] = new JsonObject { ["arguments"] = piece },
                });
        }

        static JsonObject Tools(JsonObject call) => new() { ["tool_calls"] = new JsonArray(call) };
    }

    private JsonObject ToolCall(UpstreamToolCall call, int index) => new()
    {
        ["id"] = $"call_{request.Number:D8}_{index}",
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments },
    };

    private static JsonObject Usage(UpstreamUsage usage) => new()
    {
        ["prompt_tokens"] = usage.Prompt,
        ["completion_tokens"] = usage.Completion,
        ["total_tokens"] = usage.Prompt + usage.Completion,
        ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = usage.Cached, ["audio_tokens"] = 0 },
        ["completion_tokens_details"] = new JsonObject
        {
            ["reasoning_tokens"] = usage.Reasoning,
            ["audio_tokens"] = 0,
            ["accepted_prediction_tokens"] = 0,
            ["rejected_prediction_tokens"] = 0,
        },
    };
}
