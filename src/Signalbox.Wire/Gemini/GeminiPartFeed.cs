using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.Gemini;

/// <summary>
/// Tells a sink the parts of an answer, whole or in events (https://ai.google.dev/api/caching#Part). A signature is told in a block of reasoning before
/// the call or text that carries it, so that every caller's dialect can hand it back; after a text that was told already (R58). Images, and code that
/// Google ran, have no block and are left out, which is told.
/// </summary>
internal sealed class GeminiPartFeed(string answerId)
{
    /// <summary>Members that are told, or that say something of the part's content and are none.</summary>
    private static readonly string[] NoContent = ["text", "thought", "thoughtSignature", "functionCall", "videoMetadata", "mediaResolution", "partMetadata"];

    private readonly GeminiCallIds _ids = new(answerId);
    private BlockKind? _open;

    /// <summary>Whether anything of the answer's content came.</summary>
    public bool ContentSeen { get; private set; }

    /// <summary>Whether the answer calls tools.</summary>
    public bool HasCalls { get; private set; }

    /// <summary>Whether a candidate holds anything that an answer is made of, told or left out.</summary>
    public static bool HasContent(in GeminiCandidate candidate) => candidate.Parts.ValueKind == JsonValueKind.Array
        && candidate.Parts.EnumerateArray().Any(part => part.TryGet("functionCall", out _) || part.TextOf("text") is { Length: > 0 } || OtherContentOf(part) is not null);

    /// <summary>Tells the parts of a candidate.</summary>
    public void Add(in GeminiCandidate candidate, IAnswerSink sink)
    {
        if (candidate.Parts.ValueKind != JsonValueKind.Array)
            return;
        foreach (var part in candidate.Parts.EnumerateArray())
            Add(part, sink);
    }

    /// <summary>The open block ends, if there is one.</summary>
    public void Close(IAnswerSink sink)
    {
        if (_open is not null)
            sink.CloseBlock();
        _open = null;
    }

    private void Add(JsonElement part, IAnswerSink sink)
    {
        var signature = part.TextOf("thoughtSignature") is { Length: > 0 } given ? GeminiSignature.Mark(given) : null;
        if (part.TryGet("functionCall", out var call))
            AddCall(call, signature, sink);
        else if (IsThought(part))
            AddThought(part.TextOf("text"), signature, sink);
        else
            AddText(part.TextOf("text"), signature, sink);
        if (OtherContentOf(part) is { } kind)
            sink.LeftOut(kind);
    }

    /// <summary>The kind of a part that holds neither text nor a call; null for one that does, or that holds nothing.</summary>
    private static string? OtherContentOf(JsonElement part)
    {
        foreach (var member in part.EnumerateObject())
        {
            var name = member.DecodedName();
            if (!NoContent.Contains(name))
                return name;
        }

        return null;
    }

    private void AddThought(string? text, string? signature, IAnswerSink sink)
    {
        if (!string.IsNullOrEmpty(text))
            Append(BlockKind.Reasoning, text, sink);
        if (signature is not null)
            Sign(signature, sink);
    }

    private void AddText(string? text, string? signature, IAnswerSink sink)
    {
        var isTold = _open == BlockKind.Text;
        if (signature is not null && !isTold)
            Sign(signature, sink);
        if (!string.IsNullOrEmpty(text))
            Append(BlockKind.Text, text, sink);
        if (signature is not null && isTold)
            Sign(signature, sink);
    }

    private void AddCall(JsonElement call, string? signature, IAnswerSink sink)
    {
        if (signature is not null)
            Sign(signature, sink);
        Close(sink);
        ContentSeen = HasCalls = true;
        sink.OpenBlock(BlockStart.Call(_ids.Next(call.TextOf("id")), call.TextOf("name"), signature));
        sink.Append(call.TryGet("args", out var args) ? args.Compact() : "{}");
        sink.CloseBlock();
    }

    /// <summary>Signs the thoughts told last, or a block of none, and ends it.</summary>
    private void Sign(string signature, IAnswerSink sink)
    {
        Open(BlockKind.Reasoning, sink);
        sink.Sign(signature);
        Close(sink);
    }

    private void Append(BlockKind kind, string text, IAnswerSink sink)
    {
        Open(kind, sink);
        ContentSeen = true;
        sink.Append(text);
    }

    private void Open(BlockKind kind, IAnswerSink sink)
    {
        if (_open == kind)
            return;
        Close(sink);
        _open = kind;
        sink.OpenBlock(new BlockStart(kind));
    }

    private static bool IsThought(JsonElement part) => part.TryGet("thought", out var thought) && thought.ValueKind == JsonValueKind.True;
}
