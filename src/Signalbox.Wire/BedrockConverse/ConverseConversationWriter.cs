using System.Text.Json;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.BedrockConverse;

/// <summary>
/// Writes a request as the body of <c>POST /model/{modelId}/converse</c> and <c>/converse-stream</c>
/// (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html), by the rules of <see cref="ConverseRules"/>. The address names
/// the model and says whether the answer streams. The request must have been judged by the rules: what they reject is left out here.
/// </summary>
public static class ConverseConversationWriter
{
    /// <summary>Writes the body as one JSON object.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="upstreamModel">The model's id or ARN, which also tells the family and so what the model takes.</param>
    /// <param name="maxOutputTokens">Bound of the answer where the caller sets none; null leaves it to the model.</param>
    /// <param name="writer">Receives the body. A writer with a relaxed encoder keeps texts small.</param>
    public static void Write(ConversationRequest request, string upstreamModel, long? maxOutputTokens, Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(upstreamModel);
        ArgumentNullException.ThrowIfNull(writer);
        var model = ConverseModel.Of(upstreamModel);
        var (thinking, sampling) = Decide(request, model, maxOutputTokens);
        var parts = new ConversePartWriter(model, writer);
        writer.WriteStartObject();
        sampling.WriteFamilyTo(model, thinking, writer);
        sampling.WriteTo(request, model, writer);
        WriteOutput(request.Format, model, writer);
        if (Tier(request.ServiceTier) is { } tier)
        {
            writer.WriteStartObject("serviceTier");
            writer.WriteString("type", tier);
            writer.WriteEndObject();
        }

        ConverseMetadata.Write(request.Metadata, writer);
        ConverseToolWriter.Write(request, model, parts, writer);
        ConverseTurnWriter.WriteSystem(request, model, parts, writer);
        ConverseTurnWriter.WriteMessages(request, model, parts, writer);
        writer.WriteEndObject();
    }

    /// <summary>
    /// What this model would refuse, alone or beside something else in the request, so that <see cref="Write"/> leaves it out: each by the feature,
    /// whichever of the request's fields it stands in.
    /// </summary>
    /// <param name="request">What to ask.</param>
    /// <param name="upstreamModel">The model's id or ARN.</param>
    /// <param name="maxOutputTokens">As in <see cref="Write"/>.</param>
    public static IReadOnlyList<ConversationFeature> Omits(ConversationRequest request, string upstreamModel, long? maxOutputTokens)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(upstreamModel);
        var model = ConverseModel.Of(upstreamModel);
        var (thinking, sampling) = Decide(request, model, maxOutputTokens);
        var omitted = new List<ConversationFeature>();
        if (ConverseThinking.IsAsked(request) && !thinking.IsOn)
            omitted.AddRange([ConversationFeature.ReasoningEffort, ConversationFeature.ReasoningBudget]);
        if (request.Temperature is not null && sampling.Temperature is null)
            omitted.Add(ConversationFeature.Temperature);
        if (request.TopP is not null && sampling.TopP is null)
            omitted.Add(ConversationFeature.TopP);
        if (request.TopK is not null && sampling.TopK is null)
            omitted.Add(ConversationFeature.TopK);
        if (model.Family != ConverseFamily.Claude || request.HasThoughts(part => !ConversePartWriter.IsClaudes(part)))
            omitted.Add(ConversationFeature.ReasoningHistory);
        if (!model.HasStructuredOutputs)
            omitted.Add(ConversationFeature.StrictTools);
        if (!model.TakesCachePoints || (model.IsNova && request.Tools.Exists(tool => tool.Cache is not null)))
            omitted.Add(ConversationFeature.CacheControl);
        if (ConverseMetadata.LosesAny(request.Metadata))
            omitted.Add(ConversationFeature.Metadata);
        if (Tier(request.ServiceTier) is null)
            omitted.Add(ConversationFeature.ServiceTier);
        return omitted.FindAll(request.HasUse);
    }

    /// <summary>
    /// What this model does not take, though others do, or not all of it, so that it is brought about by other means: by <see cref="Write"/>, and the end of
    /// the answer by <see cref="StopSequenceSink"/>.
    /// </summary>
    /// <param name="request">What to ask.</param>
    /// <param name="upstreamModel">The model's id or ARN.</param>
    public static IReadOnlyList<ConversationFeature> Emulates(ConversationRequest request, string upstreamModel)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(upstreamModel);
        var model = ConverseModel.Of(upstreamModel);
        var emulated = new List<ConversationFeature>();
        if (!model.TakesPrefill)
            emulated.Add(ConversationFeature.Prefill);
        if (model.Family == ConverseFamily.Claude && ClaudeSampling.LacksStop(request))
            emulated.Add(ConversationFeature.StopSequences);
        return emulated.FindAll(request.HasUse);
    }

    private static (ConverseThinking Thinking, ConverseSampling Sampling) Decide(ConversationRequest request, ConverseModel model, long? maxOutputTokens)
    {
        var maxTokens = request.MaxOutputTokens ?? maxOutputTokens;
        var thinking = ConverseThinking.Decide(request, model, maxTokens);
        return (thinking, ConverseSampling.Decide(request, model, thinking, maxTokens));
    }

    /// <summary>The schema, which Bedrock wants as a string (https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html).</summary>
    private static void WriteOutput(OutputFormat? format, ConverseModel model, Utf8JsonWriter writer)
    {
        if (format is not { HasSchema: true } || !model.HasStructuredOutputs)
            return;
        writer.WriteStartObject("outputConfig");
        writer.WriteStartObject("textFormat");
        writer.WriteString("type", "json_schema");
        writer.WriteStartObject("structure");
        writer.WriteStartObject("jsonSchema");
        writer.WriteString("schema", format.Schema.Compact());
        if (!string.IsNullOrEmpty(format.Name))
            writer.WriteString("name", format.Name);
        if (!string.IsNullOrEmpty(format.Description))
            writer.WriteString("description", format.Description);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>The words that mean the same here; others are left out (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ServiceTier.html).</summary>
    private static string? Tier(string? tier) => tier switch
    {
        "flex" or "priority" or "default" => tier,
        "standard_only" => "default",
        _ => null,
    };
}
