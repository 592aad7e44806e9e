using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Signalbox.Models.Demo;

/// <summary>A demo answer: composed once, written as one completion or as chunks.</summary>
internal sealed class DemoAnswer
{
    private const string Label = "This is Signalbox's built-in demo model, not a real one.";
    private const int EchoLength = 200;

    private readonly DemoRequest _call;
    private readonly string _id;
    private readonly long _created;
    private readonly IReadOnlyList<string> _pieces;
    private readonly JsonObject? _toolCall;
    private readonly string _finishReason;
    private readonly long _promptTokens;
    private readonly long _completionTokens;

    private DemoAnswer(DemoRequest call, long created)
    {
        (_call, _created) = (call, created);
        var digest = Convert.ToHexStringLower(SHA256.HashData(call.Body));
        _id = $"chatcmpl-demo-{digest[..20]}";
        _promptTokens = Tokens(call.PromptText);
        if (call.Function is { } function)
        {
            var arguments = DemoJson.Sample(function["parameters"] as JsonObject)?.ToJsonString() ?? "{}";
            _toolCall = new JsonObject
            {
                ["id"] = $"call_demo_{digest[20..32]}",
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = (string?)function["name"], ["arguments"] = arguments },
            };
            (_pieces, _finishReason, _completionTokens) = ([arguments], "tool_calls", Tokens(arguments) * call.Choices);
            return;
        }
        (_pieces, _finishReason) = Bound(Text(call), call);
        _completionTokens = _pieces.Count * call.Choices;
    }

    /// <summary>Composes the answer to a request.</summary>
    /// <param name="call">The request.</param>
    /// <param name="created">Unix seconds for <c>created</c>.</param>
    public static DemoAnswer Compose(DemoRequest call, long created) => new(call, created);

    /// <summary>The answer as a <c>chat.completion</c> object.</summary>
    public JsonObject ToCompletion()
    {
        var body = Envelope("chat.completion");
        body["choices"] = new JsonArray([.. Enumerable.Range(0, _call.Choices).Select(i => new JsonObject
        {
            ["index"] = i,
            ["message"] = Message(),
            ["logprobs"] = null,
            ["finish_reason"] = _finishReason,
        })]);
        body["usage"] = Usage();
        return body;
    }

    /// <summary>The answer as <c>chat.completion.chunk</c> objects, in order.</summary>
    /// <param name="includeUsage">Whether <c>stream_options.include_usage</c> was set: then every chunk has <c>usage</c>, null but in the last.</param>
    public IEnumerable<JsonObject> ToChunks(bool includeUsage)
    {
        for (var index = 0; index < _call.Choices; index++)
        {
            yield return Chunk(index, new JsonObject { ["role"] = "assistant", ["content"] = _toolCall is null ? "" : null }, null, includeUsage);
            if (_toolCall is not null)
            {
                yield return Chunk(index, new JsonObject { ["tool_calls"] = new JsonArray(ToolCallDelta()) }, null, includeUsage);
                foreach (var piece in _pieces)
                    yield return Chunk(index, new JsonObject
                    {
                        ["tool_calls"] = new JsonArray(new JsonObject { ["index"] = 0, ["function"] = new JsonObject { ["arguments"] = piece } }),
                    }, null, includeUsage);
            }
            else
            {
                foreach (var piece in _pieces) yield return Chunk(index, new JsonObject { ["content"] = piece }, null, includeUsage);
            }
            yield return Chunk(index, [], _finishReason, includeUsage);
        }
        if (!includeUsage) yield break;
        var last = Envelope("chat.completion.chunk");
        last["choices"] = new JsonArray();
        last["usage"] = Usage();
        yield return last;
    }

    private static string Text(DemoRequest call)
    {
        if (call.WantsJson)
            return call.Schema is { } schema ? DemoJson.Sample(schema)?.ToJsonString() ?? "null" : new JsonObject { ["demo"] = true, ["note"] = Label }.ToJsonString();
        var heard = call.LastText.Length <= EchoLength ? call.LastText : Cut(call.LastText) + "…";
        return call.LastIsToolResult ? $"{Label} The tool answered: {heard}" : $"{Label} You said: {heard}";
    }

    /// <summary>The beginning of a text, never half of a character that takes two units of UTF-16.</summary>
    private static string Cut(string text) => text[..(char.IsHighSurrogate(text[EchoLength - 1]) ? EchoLength - 1 : EchoLength)];

    /// <summary>Cuts the text at a stop sequence and at the most tokens; a piece is a word with the space before it, and counts as one token.</summary>
    private static (IReadOnlyList<string> Pieces, string FinishReason) Bound(string text, DemoRequest call)
    {
        foreach (var stop in call.Stop)
            if (text.IndexOf(stop, StringComparison.Ordinal) is >= 0 and var at)
                text = text[..at];
        var pieces = Pieces(text);
        return call.MaxTokens is { } most && most < pieces.Count ? (pieces[..(int)Math.Max(0, most)], "length") : (pieces, "stop");
    }

    private static List<string> Pieces(string text)
    {
        var pieces = new List<string>();
        var start = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] != ' ') continue;
            pieces.Add(text[start..i]);
            start = i;
        }
        if (start < text.Length) pieces.Add(text[start..]);
        return pieces;
    }

    private static long Tokens(string text) => Pieces(text).Count;

    private JsonObject Message() => new()
    {
        ["role"] = "assistant",
        ["content"] = _toolCall is null ? string.Concat(_pieces) : null,
        ["refusal"] = null,
        [_toolCall is null ? "annotations" : "tool_calls"] = _toolCall is null ? new JsonArray() : new JsonArray(_toolCall.DeepClone()),
    };

    private JsonObject ToolCallDelta()
    {
        var delta = _toolCall!.DeepClone().AsObject();
        delta["index"] = 0;
        delta["function"]!["arguments"] = "";
        return delta;
    }

    private JsonObject Chunk(int index, JsonObject delta, string? finishReason, bool includeUsage)
    {
        var chunk = Envelope("chat.completion.chunk");
        chunk["choices"] = new JsonArray(new JsonObject { ["index"] = index, ["delta"] = delta, ["logprobs"] = null, ["finish_reason"] = finishReason });
        if (includeUsage) chunk["usage"] = null;
        return chunk;
    }

    private JsonObject Envelope(string kind) => new()
    {
        ["id"] = _id,
        ["object"] = kind,
        ["created"] = _created,
        ["model"] = _call.Model,
        ["system_fingerprint"] = "signalbox-demo",
    };

    private JsonObject Usage() => new()
    {
        ["prompt_tokens"] = _promptTokens,
        ["completion_tokens"] = _completionTokens,
        ["total_tokens"] = _promptTokens + _completionTokens,
        ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = 0 },
        ["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = 0 },
    };
}
