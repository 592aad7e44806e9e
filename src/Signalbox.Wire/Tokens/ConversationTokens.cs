using System.Runtime.InteropServices;
using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.Tokens;

/// <summary>
/// Counts the input tokens of a request: its texts, its tools and schemas as JSON, what goes around each message, images by their size, documents by
/// theirs. An estimate for every family: no provider tells how it puts tools into the prompt, or what it adds of its own.
/// </summary>
public static class ConversationTokens
{
    /// <summary>What is counted exactly at most, in characters; the rest of a longer request is taken to be like it, so that no request takes seconds.</summary>
    private const long MostCharacters = 2 * 1024 * 1024;

    // https://github.com/openai/openai-cookbook/blob/main/examples/How_to_count_tokens_with_tiktoken.ipynb
    private const long PerMessage = 3;
    private const long PerName = 1;
    private const long BeforeAnswer = 3;

    /// <summary>The JSON around a tool's name, description and schema, or around a call's name and arguments.</summary>
    private const long PerTool = 8;

    /// <summary>Counts.</summary>
    /// <param name="request">The request.</param>
    /// <param name="family">Of the model it is for.</param>
    public static long Count(ConversationRequest request, TokenFamily family)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(family);
        var tally = new Tally(family) { Fixed = BeforeAnswer };
        foreach (var turn in request.Turns)
        {
            tally.Fixed += PerMessage;
            if (turn.Name is { } name)
            {
                tally.Fixed += PerName;
                tally.Add(name);
            }

            Add(ref tally, turn.Parts);
        }

        foreach (var tool in request.Tools)
        {
            tally.Fixed += PerTool;
            tally.Add(tool.Name);
            tally.Add(tool.Description);
            tally.Add(tool.Schema);
            tally.Add(tool.Grammar);
        }

        if (request.Format is { } format)
            tally.Add(format.Schema);
        return tally.Total;
    }

    private static void Add(ref Tally tally, List<ContentPart> parts)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case TextPart text:
                    tally.Add(text.Text);
                    break;
                case RefusalPart refusal:
                    tally.Add(refusal.Text);
                    break;
                case ReasoningPart reasoning:
                    tally.Add(reasoning.Text);
                    break;
                case ToolCallPart call:
                    tally.Fixed += PerTool;
                    tally.Add(call.Name);
                    tally.Add(call.Arguments);
                    break;
                case ToolResultPart result:
                    tally.Fixed += PerMessage;
                    Add(ref tally, result.Parts);
                    break;
                case ImagePart image:
                    tally.Fixed += MediaTokens.Of(image);
                    break;
                case DocumentPart document:
                    tally.Fixed += MediaTokens.Of(document, tally.Family);
                    break;
                case AudioPart audio:
                    tally.Fixed += MediaTokens.Of(audio);
                    break;
            }
        }
    }

    /// <summary>What was counted so far.</summary>
    private struct Tally(TokenFamily family)
    {
        private long _tokens;
        private long _characters;
        private long _uncounted;

        public readonly TokenFamily Family => family;

        /// <summary>Tokens that are not of texts.</summary>
        public long Fixed { get; set; }

        public readonly long Total
        {
            get
            {
                var rest = _uncounted == 0 ? 0 : (long)((double)_uncounted / _characters * _tokens);
                return Fixed + family.OfEncoding(_tokens + rest);
            }
        }

        public void Add(string? text)
        {
            var counted = Take(text?.Length ?? 0);
            if (counted > 0)
                _tokens += family.Encoding.Count(text.AsSpan(0, counted));
        }

        public void Add(JsonElement json)
        {
            if (json.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
                return;
            var text = JsonMarshal.GetRawUtf8Value(json);
            var counted = Take(text.Length);
            if (counted > 0)
                _tokens += family.Encoding.CountUtf8(text[..counted]);
        }

        private int Take(int length)
        {
            var counted = (int)Math.Min(length, MostCharacters - _characters);
            _characters += counted;
            _uncounted += length - counted;
            return counted;
        }
    }
}
