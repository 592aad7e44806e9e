using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>Reads everything that is neither conversation nor tools: bounds, sampling, thinking, the answer's form.</summary>
internal static class MessagesSettingsReader
{
    private static readonly string[] KnownThinking = ["type", "budget_tokens", "display"];
    private static readonly string[] KnownOutput = ["effort", "format"];
    private static readonly string[] KnownMetadata = ["user_id"];

    /// <summary>Reads the settings.</summary>
    public static void Read(JsonElement root, RequestReading reading)
    {
        var request = reading.Into;
        request.MaxOutputTokens = reading.OptionalWhole(root, "max_tokens", "");
        if (request.MaxOutputTokens is null)
            reading.Fail("max_tokens", "is required: the most tokens that the answer may have.");
        else if (request.MaxOutputTokens < 1)
            reading.Fail("max_tokens", "must be at least 1.");
        ReadSampling(root, reading);
        request.Stream = reading.OptionalFlag(root, "stream", "") ?? false;
        request.IncludeUsage = true;
        request.Reasoning = ReadReasoning(root, reading);
        ReadFormat(root, reading);
        var metadata = reading.OptionalObject(root, "metadata", "");
        if (metadata.ValueKind == JsonValueKind.Object)
        {
            request.User = reading.Noted(reading.OptionalText(metadata, "user_id", "metadata"), ConversationFeature.User, "metadata.user_id");
            reading.NoteOthers(metadata, "metadata", KnownMetadata);
        }

        request.ServiceTier = reading.Noted(reading.OptionalText(root, "service_tier", ""), ConversationFeature.ServiceTier, "service_tier");
        if (root.TryGet("context_management", out _))
            reading.Note(ConversationFeature.ContextManagement, "context_management");
    }

    private static void ReadSampling(JsonElement root, RequestReading reading)
    {
        var request = reading.Into;
        request.Temperature = reading.Noted(reading.OptionalNumber(root, "temperature", ""), ConversationFeature.Temperature, "temperature");
        request.TopP = reading.Noted(reading.OptionalNumber(root, "top_p", ""), ConversationFeature.TopP, "top_p");
        request.TopK = reading.Noted(reading.OptionalWhole(root, "top_k", ""), ConversationFeature.TopK, "top_k");
        var index = 0;
        foreach (var sequence in reading.OptionalList(root, "stop_sequences", ""))
        {
            if (sequence.ValueKind == JsonValueKind.String)
                request.StopSequences.Add(sequence.Text());
            else
                reading.Fail($"stop_sequences.{index}", "must be a string.");
            index++;
        }

        if (request.StopSequences.Count > 0)
            reading.Note(ConversationFeature.StopSequences, "stop_sequences");
    }

    private static ReasoningRequest? ReadReasoning(JsonElement root, RequestReading reading)
    {
        var output = reading.OptionalObject(root, "output_config", "");
        var effort = reading.Noted(reading.OptionalText(output, "effort", "output_config"), ConversationFeature.ReasoningEffort, "output_config.effort");
        var thinking = reading.OptionalObject(root, "thinking", "");
        if (thinking.ValueKind != JsonValueKind.Object)
            return effort is null ? null : new ReasoningRequest { Effort = effort };
        reading.NoteOthers(thinking, "thinking", KnownThinking);
        var asked = new ReasoningRequest
        {
            Effort = effort,
            Show = reading.OptionalText(thinking, "display", "thinking") switch { null => null, "omitted" => false, _ => true },
        };
        switch (reading.RequiredText(thinking, "type", "thinking"))
        {
            case "enabled":
                reading.Note(ConversationFeature.ReasoningBudget, "thinking.budget_tokens");
                if (reading.OptionalWhole(thinking, "budget_tokens", "thinking") is { } budget)
                    return asked with { BudgetTokens = budget };
                reading.Fail("thinking.budget_tokens", "is required when thinking is enabled: a whole number of tokens.");
                return asked;
            case "adaptive":
                reading.Note(ConversationFeature.ReasoningEffort, "thinking");
                return asked with { IsAdaptive = true };
            case "disabled":
                reading.Note(ConversationFeature.ReasoningEffort, "thinking");
                return asked with { IsOff = true };
            default:
                reading.Fail("thinking.type", "must be \"enabled\", \"disabled\" or \"adaptive\".");
                return asked;
        }
    }

    private static void ReadFormat(JsonElement root, RequestReading reading)
    {
        var output = reading.OptionalObject(root, "output_config", "");
        if (output.ValueKind == JsonValueKind.Object)
            reading.NoteOthers(output, "output_config", KnownOutput);
        var format = reading.OptionalObject(output, "format", "output_config");
        var path = "output_config.format";
        if (format.ValueKind != JsonValueKind.Object)
        {
            format = reading.OptionalObject(root, "output_format", "");
            path = "output_format";
        }

        if (format.ValueKind != JsonValueKind.Object)
            return;
        if (reading.RequiredText(format, "type", path) != "json_schema")
        {
            reading.Fail(path + ".type", "must be \"json_schema\".");
            return;
        }

        var schema = reading.OptionalObject(format, "schema", path);
        if (schema.ValueKind != JsonValueKind.Object)
            reading.Fail(path + ".schema", "is required and must be an object.");
        reading.Note(ConversationFeature.JsonSchema, path);
        reading.Into.Format = new OutputFormat(reading.OptionalText(format, "name", path), schema, true);
    }
}
