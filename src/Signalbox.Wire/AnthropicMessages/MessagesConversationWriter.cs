using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>
/// Writes a request as the body of <c>POST /v1/messages</c> (https://docs.anthropic.com/en/api/messages), by the rules of <see cref="MessagesRules"/>.
/// The request must have been judged by them: what they reject is left out here.
/// </summary>
public static class MessagesConversationWriter
{
    /// <summary>Writes the body as one JSON object.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="upstreamModel">The model as the upstream names it; its name also tells which form of thinking it takes.</param>
    /// <param name="server">Whose server takes it.</param>
    /// <param name="defaultMaxTokens">Bound of the answer where the caller sets none: Anthropic demands one.</param>
    /// <param name="writer">Receives the body. A writer with a relaxed encoder keeps texts small.</param>
    public static void Write(ConversationRequest request, string upstreamModel, MessagesServer server, long defaultMaxTokens, Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(upstreamModel);
        ArgumentNullException.ThrowIfNull(writer);
        var maxTokens = request.MaxOutputTokens ?? defaultMaxTokens;
        var thinking = MessagesThinking.Decide(request, upstreamModel, maxTokens);
        writer.WriteStartObject();
        if (server == MessagesServer.Vertex)
            writer.WriteString("anthropic_version", VertexMessages.Version);
        else
            writer.WriteString("model", upstreamModel);
        writer.WriteNumber("max_tokens", maxTokens);
        if (request.Stream)
            writer.WriteBoolean("stream", true);
        thinking.WriteTo(writer);
        WriteOutput(request, thinking.Effort, writer);
        WriteSampling(request, Sampling(request, upstreamModel, thinking), writer);
        if (request.EndUser is { } user)
        {
            writer.WriteStartObject("metadata");
            writer.WriteString("user_id", user);
            writer.WriteEndObject();
        }

        MessagesToolWriter.Write(request, writer);
        MessagesTurnWriter.WriteSystem(request, writer);
        MessagesTurnWriter.WriteMessages(request, ClaudeGeneration.Of(upstreamModel), writer);
        writer.WriteEndObject();
    }

    /// <summary>
    /// What Anthropic would refuse in this request, so that <see cref="Write"/> leaves it out: thinking that the history or the bounds do not allow, thoughts
    /// that Claude has not signed, and sampling that the model does not take, or not beside thinking.
    /// </summary>
    /// <param name="request">What to ask.</param>
    /// <param name="upstreamModel">The model as the upstream names it.</param>
    /// <param name="defaultMaxTokens">As in <see cref="Write"/>.</param>
    public static IReadOnlyList<ConversationFeature> Omits(ConversationRequest request, string upstreamModel, long defaultMaxTokens)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(upstreamModel);
        var thinking = MessagesThinking.Decide(request, upstreamModel, request.MaxOutputTokens ?? defaultMaxTokens);
        var omitted = new List<ConversationFeature>(Sampling(request, upstreamModel, thinking).Omits(request));
        if (request.Reasoning is { IsOff: false, Effort: not ("none" or "minimal") } && !thinking.IsOn)
            omitted.AddRange([ConversationFeature.ReasoningEffort, ConversationFeature.ReasoningBudget]);
        if (request.HasThoughts(part => !MessagesPartWriter.IsWritable(part)))
            omitted.Add(ConversationFeature.ReasoningHistory);
        return omitted;
    }

    /// <summary>
    /// What this model does not take, though others of the API do, or not all of it, so that it is brought about by other means: by <see cref="Write"/>, and
    /// the end of the answer by <see cref="StopSequenceSink"/>.
    /// </summary>
    /// <param name="request">What to ask.</param>
    /// <param name="upstreamModel">The model as the upstream names it.</param>
    public static IReadOnlyList<ConversationFeature> Emulates(ConversationRequest request, string upstreamModel)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(upstreamModel);
        var emulated = new List<ConversationFeature>();
        if (!ClaudeGeneration.Of(upstreamModel).TakesPrefill)
            emulated.Add(ConversationFeature.Prefill);
        if (ClaudeSampling.LacksStop(request))
            emulated.Add(ConversationFeature.StopSequences);
        return emulated.FindAll(request.HasUse);
    }

    /// <summary>Effort and schema (https://platform.claude.com/docs/en/build-with-claude/structured-outputs).</summary>
    private static void WriteOutput(ConversationRequest request, string? effort, Utf8JsonWriter writer)
    {
        var hasSchema = request.Format is { HasSchema: true };
        if (effort is null && !hasSchema)
            return;
        writer.WriteStartObject("output_config");
        if (effort is not null)
            writer.WriteString("effort", effort);
        if (hasSchema)
        {
            writer.WriteStartObject("format");
            writer.WriteString("type", "json_schema");
            writer.WritePropertyName("schema");
            writer.WriteRaw(request.Format!.Schema);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static ClaudeSampling Sampling(ConversationRequest request, string upstreamModel, in MessagesThinking thinking) =>
        ClaudeSampling.Decide(request, ClaudeGeneration.Of(upstreamModel), thinking.IsOn);

    private static void WriteSampling(ConversationRequest request, in ClaudeSampling sampling, Utf8JsonWriter writer)
    {
        if (sampling.Temperature is { } temperature)
            writer.WriteNumber("temperature", temperature);
        if (sampling.TopP is { } topP)
            writer.WriteNumber("top_p", topP);
        if (sampling.TopK is { } topK)
            writer.WriteNumber("top_k", topK);
        if (!request.StopSequences.Exists(ClaudeSampling.TakesStop))
            return;
        writer.WriteStartArray("stop_sequences");
        foreach (var sequence in request.StopSequences)
            if (ClaudeSampling.TakesStop(sequence))
                writer.WriteStringValue(sequence);
        writer.WriteEndArray();
    }
}
