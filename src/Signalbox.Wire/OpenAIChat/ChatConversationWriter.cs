using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// Writes a conversation as a chat completion request that OpenAI and the servers compatible with it take
/// (https://platform.openai.com/docs/api-reference/chat/create). <see cref="ChatRules"/> tells what becomes of each feature and is asked before.
/// </summary>
public static class ChatConversationWriter
{
    /// <summary>Writes one object.</summary>
    /// <param name="request">The request.</param>
    /// <param name="upstreamModel">The model as the upstream names it.</param>
    /// <param name="askForUsage">Whether a stream is to end with its usage, as far as the server takes the wish (R33, R34).</param>
    /// <param name="server">What the server takes.</param>
    /// <param name="writer">Where to; not flushed.</param>
    public static void Write(ConversationRequest request, string upstreamModel, bool askForUsage, ChatServer server, Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteString("model"u8, upstreamModel);
        writer.WriteStartArray("messages"u8);
        new ChatMessagesWriter(server, writer).Write(ChatTurns.Arrange(request, server), ChatPrefillMark.IsWanted(request));
        writer.WriteEndArray();
        ChatToolsWriter.Write(request, server, writer);
        if (request.Format is { } format)
            ChatFormatWriter.Write(format, server, writer);
        ChatReasoningWriter.Write(request, server, writer);
        WriteSampling(request, server, writer);
        if (server.UserField is { } userField)
            WriteText(writer, userField, request.EndUser);
        if (server.PromptCacheKey)
            WriteText(writer, "prompt_cache_key", request.PromptCacheKey);
        if (server.Verbosity)
            WriteText(writer, "verbosity", request.Verbosity);
        if (server.ServiceTier)
            WriteText(writer, "service_tier", Tier(request.ServiceTier));
        ChatPrefillMark.WriteOnRequest(request, server, writer);
        if (request.Stream)
            WriteStream(askForUsage && server.StreamUsage, writer);
        writer.WriteEndObject();
    }

    /// <summary>
    /// What <see cref="Write"/> leaves out of a request for this server beyond what it leaves out for every one (<see cref="ChatRules.Table"/>):
    /// what the server does not take at all, and what it would refuse in this request.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="server">What the server takes.</param>
    public static IReadOnlyList<ConversationFeature> Omits(ConversationRequest request, ChatServer server)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(server);
        var omitted = new List<ConversationFeature>();
        foreach (var use in request.Uses)
        {
            if (!omitted.Contains(use.Feature) && IsOmitted(use.Feature, request, server))
                omitted.Add(use.Feature);
        }

        return omitted;
    }

    private static bool IsOmitted(ConversationFeature feature, ConversationRequest request, ChatServer server) => feature switch
    {
        ConversationFeature.StopSequences => request.StopSequences.Count > (server.MostStops ?? int.MaxValue),
        ConversationFeature.ReasoningEffort or ConversationFeature.ReasoningBudget => ChatReasoningWriter.Omits(request, server),
        ConversationFeature.ReasoningHistory => ChatReasoningHistory.Omits(request, server),
        _ => ChatRules.Table[feature].Treatment != FeatureTreatment.Dropped && ChatRules.For(feature, server).Treatment == FeatureTreatment.Dropped,
    };

    private static void WriteSampling(ConversationRequest request, ChatServer server, Utf8JsonWriter writer)
    {
        if (request.MaxOutputTokens is { } bound)
            writer.WriteNumber(server.BoundField, bound);
        WriteNumber(writer, "temperature"u8, request.Temperature > server.MostTemperature ? server.MostTemperature : request.Temperature);
        WriteNumber(writer, "top_p"u8, request.TopP);
        if (request.TopK is { } topK && server.TopK)
            writer.WriteNumber("top_k"u8, topK);
        if (server.Penalties)
        {
            WriteNumber(writer, "frequency_penalty"u8, request.FrequencyPenalty);
            WriteNumber(writer, "presence_penalty"u8, request.PresencePenalty);
        }

        if (request.Seed is { } seed && server.SeedField is { } seedField)
            writer.WriteNumber(seedField, seed);
        if (request.StopSequences.Count > 0 && server.MostStops != 0)
            WriteStops(request.StopSequences.Take(server.MostStops ?? int.MaxValue), writer);
    }

    private static void WriteStops(IEnumerable<string> stops, Utf8JsonWriter writer)
    {
        writer.WriteStartArray("stop"u8);
        foreach (var stop in stops)
            writer.WriteStringValue(stop);
        writer.WriteEndArray();
    }

    private static void WriteStream(bool askForUsage, Utf8JsonWriter writer)
    {
        writer.WriteBoolean("stream"u8, true);
        if (!askForUsage)
            return;
        writer.WriteStartObject("stream_options"u8);
        writer.WriteBoolean("include_usage"u8, true);
        writer.WriteEndObject();
    }

    private static string? Tier(string? tier) => tier switch
    {
        "standard_only" => "default",
        "default" or "flex" or "priority" or "scale" => tier,
        _ => null,
    };

    private static void WriteText(Utf8JsonWriter writer, string name, string? value)
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
