using Signalbox.Core.Assets;
using Signalbox.Wire.Tokens;

namespace Signalbox.Pipeline.Metering;

/// <summary>Estimates the input tokens of a request: by its text where that is at hand and time does not press, else by its size.</summary>
internal static class PromptTokens
{
    /// <summary>What a prompt's images and documents are taken for, whose bytes say nothing of their tokens.</summary>
    private const long OfAttachments = 1600;

    private const ModelCapabilities Attachments = ModelCapabilities.Images | ModelCapabilities.Pdf | ModelCapabilities.Audio;

    /// <summary>
    /// Counts the tokens of the request's text and tools, in the pool, since a prompt can take a while to count. A stream gives the request's memory back
    /// when it begins; after that only the size is left.
    /// </summary>
    public static async ValueTask<long> CountAsync(Call call, TokenFamily family)
    {
        if (call.Body.IsEmpty || call.Dialect.Conversation is null) return BySize(call, family);
        await Task.Yield();
        var translation = call.Translation;
        // A request to count tokens need not say how long the answer may be; nothing else that is wrong leaves the request whole.
        return translation.Defect is null or { Param: "max_tokens" } ? ConversationTokens.Count(translation.Request, family) : BySize(call, family);
    }

    /// <summary>An estimate for the model under way, which takes no time.</summary>
    public static long BySize(Call call) => BySize(call, TokenFamily.For(call.Record.UpstreamModel ?? ""));

    /// <summary>By the size of all of the request, since tools and their schemas are read by the model too, unless it holds images or documents.</summary>
    private static long BySize(Call call, TokenFamily family)
    {
        var shape = (call.Dialect.Conversation ?? call.Dialect).Shape(call);
        return Math.Max(1, (shape.Needs & Attachments) == 0 ? family.OfBytes(call.BodyBytes) : family.OfBytes(shape.TextBytes) + OfAttachments);
    }
}
