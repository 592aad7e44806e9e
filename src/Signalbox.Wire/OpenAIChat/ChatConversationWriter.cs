using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// Writes a conversation as a chat completion request that OpenAI and the servers compatible with it take
/// (https://platform.openai.com/docs/api-reference/chat/create). <see cref="ChatRules"/> tells what becomes of each feature and is asked before.
/// </summary>
public static class ChatConversationWriter
{
    /// <summary>Budgets of reasoning up to this are a low effort.</summary>
    private const long LowBudget = 2048;

    /// <summary>Budgets of reasoning up to this are a medium effort.</summary>
    private const long MediumBudget = 8192;

    /// <summary>Name of an answer's schema that came without one.</summary>
    private const string SchemaName = "answer";

    /// <summary>Writes one object.</summary>
    /// <param name="request">The request.</param>
    /// <param name="upstreamModel">The model as the upstream names it.</param>
    /// <param name="askForUsage">Whether a stream is to end with its usage; some servers refuse the wish (R33, R34).</param>
    /// <param name="server">Whose server takes it.</param>
    /// <param name="writer">Where to; not flushed.</param>
    public static void Write(ConversationRequest request, string upstreamModel, bool askForUsage, ChatServer server, Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteString("model"u8, upstreamModel);
        writer.WriteStartArray("messages"u8);
        ChatMessagesWriter.Write(request.Turns, server, writer);
        writer.WriteEndArray();
        if (request.Tools.Count > 0)
            ChatToolsWriter.Write(request, writer);
        if (request.Format is { } format)
            WriteFormat(format, writer);
        if (Effort(request.Reasoning) is { } effort)
            writer.WriteString("reasoning_effort"u8, effort);
        WriteSampling(request, server, writer);
        WriteText(writer, "user"u8, request.User);
        WriteText(writer, "prompt_cache_key"u8, request.PromptCacheKey);
        WriteText(writer, "verbosity"u8, request.Verbosity);
        WriteText(writer, "service_tier"u8, Tier(request.ServiceTier));
        if (request.Stream)
        {
            writer.WriteBoolean("stream"u8, true);
            if (askForUsage)
            {
                writer.WriteStartObject("stream_options"u8);
                writer.WriteBoolean("include_usage"u8, true);
                writer.WriteEndObject();
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteSampling(ConversationRequest request, ChatServer server, Utf8JsonWriter writer)
    {
        if (request.MaxOutputTokens is { } bound)
            writer.WriteNumber(server == ChatServer.OpenAI ? "max_completion_tokens"u8 : "max_tokens"u8, bound);
        WriteNumber(writer, "temperature"u8, request.Temperature);
        WriteNumber(writer, "top_p"u8, request.TopP);
        WriteNumber(writer, "frequency_penalty"u8, request.FrequencyPenalty);
        WriteNumber(writer, "presence_penalty"u8, request.PresencePenalty);
        if (request.Seed is { } seed)
            writer.WriteNumber("seed"u8, seed);
        if (request.StopSequences.Count == 0)
            return;
        writer.WriteStartArray("stop"u8);
        foreach (var stop in request.StopSequences)
            writer.WriteStringValue(stop);
        writer.WriteEndArray();
    }

    private static void WriteFormat(OutputFormat format, Utf8JsonWriter writer)
    {
        writer.WriteStartObject("response_format"u8);
        if (format.HasSchema)
        {
            writer.WriteString("type"u8, "json_schema"u8);
            writer.WriteStartObject("json_schema"u8);
            writer.WriteString("name"u8, format.Name ?? SchemaName);
            WriteText(writer, "description"u8, format.Description);
            writer.WritePropertyName("schema"u8);
            RawElement.Write(writer, format.Schema);
            if (format.Strict is { } strict)
                writer.WriteBoolean("strict"u8, strict);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteString("type"u8, "json_object"u8);
        }

        writer.WriteEndObject();
    }

    private static string? Effort(ReasoningRequest? reasoning)
    {
        if (reasoning is null or { IsOff: true })
            return null;
        // Few models take xhigh and none here takes max: less effort serves the caller better than a refusal.
        return reasoning.Effort switch
        {
            "max" => "high",
            null => reasoning.BudgetTokens switch
            {
                null => null,
                <= LowBudget => "low",
                <= MediumBudget => "medium",
                _ => "high",
            },
            var effort => effort,
        };
    }

    private static string? Tier(string? tier) => tier switch
    {
        "standard_only" => "default",
        "default" or "flex" or "priority" or "scale" => tier,
        _ => null,
    };

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
    }
}
