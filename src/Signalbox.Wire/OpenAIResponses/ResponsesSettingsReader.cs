using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>Reads everything that is neither conversation nor tools: bounds, sampling, reasoning, the answer's form.</summary>
internal static class ResponsesSettingsReader
{
    // Which of the earlier thoughts count (context) is settled by what the caller sends; generate_summary is the old name of summary.
    private static readonly string[] KnownReasoning = ["effort", "summary", "generate_summary", "context"];
    private static readonly string[] KnownText = ["format", "verbosity"];

    /// <summary>Reads the settings.</summary>
    /// <param name="root">The whole body.</param>
    /// <param name="reading">Where they go.</param>
    /// <param name="keeps">Whether the answer is kept.</param>
    public static void Read(JsonElement root, RequestReading reading, bool keeps)
    {
        var request = reading.Into;
        request.MaxOutputTokens = reading.OptionalWhole(root, "max_output_tokens", "");
        if (request.MaxOutputTokens < 1)
            reading.Fail("max_output_tokens", "must be at least 1.");
        request.Temperature = reading.Noted(reading.OptionalNumber(root, "temperature", ""), ConversationFeature.Temperature, "temperature");
        request.TopP = reading.Noted(reading.OptionalNumber(root, "top_p", ""), ConversationFeature.TopP, "top_p");
        if (reading.OptionalWhole(root, "top_logprobs", "") > 0)
            reading.Note(ConversationFeature.Logprobs, "top_logprobs");
        request.Stream = reading.OptionalFlag(root, "stream", "") ?? false;
        request.IncludeUsage = true;
        request.Reasoning = ReadReasoning(root, reading);
        ReadText(root, reading);
        ReadCaller(root, reading);
        ReadKeeping(root, reading, keeps);
        ReadInclude(root, reading);
    }

    private static ReasoningRequest? ReadReasoning(JsonElement root, RequestReading reading)
    {
        var reasoning = reading.OptionalObject(root, "reasoning", "");
        if (reasoning.ValueKind != JsonValueKind.Object)
            return null;
        reading.NoteOthers(reasoning, "reasoning", KnownReasoning);
        var effort = reading.Noted(reading.OptionalText(reasoning, "effort", "reasoning"), ConversationFeature.ReasoningEffort, "reasoning.effort");
        var summary = reading.OptionalText(reasoning, "summary", "reasoning") ?? reading.OptionalText(reasoning, "generate_summary", "reasoning");
        if (effort is null && summary is null)
            return null;
        return new ReasoningRequest
        {
            Effort = effort,
            IsOff = effort == "none",
            Show = summary switch { null => null, "none" => false, _ => true },
            Summary = summary is "auto" or "concise" or "detailed" ? summary : null,
        };
    }

    private static void ReadText(JsonElement root, RequestReading reading)
    {
        var text = reading.OptionalObject(root, "text", "");
        if (text.ValueKind != JsonValueKind.Object)
            return;
        reading.NoteOthers(text, "text", KnownText);
        reading.Into.Verbosity = reading.Noted(reading.OptionalText(text, "verbosity", "text"), ConversationFeature.Verbosity, "text.verbosity");
        const string path = "text.format";
        var format = reading.OptionalObject(text, "format", "text");
        if (format.ValueKind != JsonValueKind.Object)
            return;
        switch (reading.RequiredText(format, "type", path))
        {
            case "text":
                break;
            case "json_object":
                reading.Note(ConversationFeature.JsonMode, path);
                reading.Into.Format = new OutputFormat(null, default, null);
                break;
            case "json_schema":
                reading.Note(ConversationFeature.JsonSchema, path);
                reading.Into.Format = ReadSchema(format, path, reading);
                break;
            default:
                reading.Fail(path + ".type", "must be \"text\", \"json_object\" or \"json_schema\".");
                break;
        }
    }

    private static OutputFormat ReadSchema(JsonElement format, string path, RequestReading reading)
    {
        var schema = reading.OptionalObject(format, "schema", path);
        if (schema.ValueKind != JsonValueKind.Object)
            reading.Fail(path + ".schema", "is required and must be an object.");
        return new OutputFormat(reading.RequiredText(format, "name", path), schema, reading.OptionalFlag(format, "strict", path))
        {
            Description = reading.OptionalText(format, "description", path),
        };
    }

    private static void ReadCaller(JsonElement root, RequestReading reading)
    {
        var request = reading.Into;
        request.User = reading.Noted(reading.OptionalText(root, "user", ""), ConversationFeature.User, "user");
        request.SafetyIdentifier = reading.Noted(reading.OptionalText(root, "safety_identifier", ""), ConversationFeature.User, "safety_identifier");
        if (request.HasOtherUser)
            reading.Note(ConversationFeature.Unknown, "user");
        request.Metadata = reading.OptionalObject(root, "metadata", "");
        if (request.Metadata.ValueKind == JsonValueKind.Object && request.Metadata.EnumerateObject().Any())
            reading.Note(ConversationFeature.Metadata, "metadata");
        request.PromptCacheKey = reading.Noted(
            reading.OptionalText(root, "prompt_cache_key", ""), ConversationFeature.PromptCacheKey, "prompt_cache_key");
        request.ServiceTier = reading.OptionalText(root, "service_tier", "");
        if (request.ServiceTier is not (null or "auto"))
            reading.Note(ConversationFeature.ServiceTier, "service_tier");
    }

    private static void ReadKeeping(JsonElement root, RequestReading reading, bool keeps)
    {
        // OpenAI keeps answers unless told otherwise; only who asks for it in so many words is told that it does not happen.
        if (reading.OptionalFlag(root, "store", "") == true && !keeps)
            reading.Note(ConversationFeature.Store, "store");
        switch (reading.OptionalText(root, "truncation", ""))
        {
            case null or "disabled":
                break;
            case "auto":
                reading.Note(ConversationFeature.ContextManagement, "truncation");
                break;
            default:
                reading.Fail("truncation", "must be \"auto\" or \"disabled\".");
                break;
        }

        if (root.TryGet("context_management", out _))
            reading.Note(ConversationFeature.ContextManagement, "context_management");
    }

    private static void ReadInclude(JsonElement root, RequestReading reading)
    {
        var index = 0;
        foreach (var included in reading.OptionalList(root, "include", ""))
        {
            if (included.ValueKind != JsonValueKind.String)
                reading.Fail($"include[{index}]", "must be a string.");
            else if (included.Text() is not "reasoning.encrypted_content" and var asked)
                reading.Note(asked == "message.output_text.logprobs" ? ConversationFeature.Logprobs : ConversationFeature.Unknown, "include");
            index++;
        }
    }
}
