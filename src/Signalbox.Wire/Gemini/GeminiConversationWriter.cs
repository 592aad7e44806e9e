using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.Gemini;

/// <summary>
/// Writes a request as the body of <c>models.generateContent</c> and <c>models.streamGenerateContent</c>
/// (https://ai.google.dev/api/generate-content), by the rules of <see cref="GeminiRules"/>. Model and streaming stand in the URL. The request must have
/// been judged by the rules: what they reject is left out here.
/// </summary>
public static class GeminiConversationWriter
{
    private const int MostStopSequences = 5;
    private const long MostTopK = 64;

    /// <summary>Penalties go up to 2, but not to 2 itself.</summary>
    private const double MostPenalty = 1.99;

    /// <summary>Writes the body as one JSON object.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="upstreamModel">The model as the upstream names it: its name tells what it takes.</param>
    /// <param name="server">Whose server gets it.</param>
    /// <param name="writer">Receives the body. A writer with a relaxed encoder keeps texts small.</param>
    public static void Write(ConversationRequest request, string upstreamModel, GeminiServer server, Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(upstreamModel);
        ArgumentNullException.ThrowIfNull(writer);
        var model = GeminiGeneration.Of(upstreamModel);
        var format = GeminiFormats.Decide(request, model);
        writer.WriteStartObject();
        new GeminiTurnWriter(request, model, writer).Write(format == GeminiFormat.Instructed ? GeminiFormats.Instruction(request.Format!) : null);
        GeminiToolWriter.Write(request, writer);
        writer.WriteStartObject("generationConfig");
        if (request.MaxOutputTokens is { } most)
            writer.WriteNumber("maxOutputTokens", Math.Min(most, int.MaxValue));
        WriteSampling(request, model, server, writer);
        WriteStops(request, writer);
        if (format == GeminiFormat.Constrained)
            GeminiFormats.Write(request.Format!, writer);
        GeminiThinking.Decide(request.Reasoning, model).WriteTo(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>
    /// What the model would refuse or pass over, alone or beside something else in the request, so that <see cref="Write"/> leaves it out or brings it
    /// about by other means.
    /// </summary>
    /// <param name="request">What to ask.</param>
    /// <param name="upstreamModel">The model as the upstream names it.</param>
    /// <param name="server">Whose server gets it.</param>
    public static IReadOnlyList<ConversationFeature> Omits(ConversationRequest request, string upstreamModel, GeminiServer server)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(upstreamModel);
        var model = GeminiGeneration.Of(upstreamModel);
        var omitted = new List<ConversationFeature>();
        if (model.HasFixedSampling)
            omitted.AddRange([ConversationFeature.Temperature, ConversationFeature.TopP, ConversationFeature.TopK]);
        if (!model.TakesPenalties(server))
            omitted.Add(ConversationFeature.Penalties);
        if (request.StopSequences.Count(IsWritable) > MostStopSequences)
            omitted.Add(ConversationFeature.StopSequences);
        if (request.Format is not null && GeminiFormats.Decide(request, model) != GeminiFormat.Constrained)
            omitted.AddRange([ConversationFeature.JsonMode, ConversationFeature.JsonSchema]);
        if (request.Reasoning is { IsOff: false } asked && asked.Effort is not "none" && !model.Thinks)
            omitted.AddRange([ConversationFeature.ReasoningEffort, ConversationFeature.ReasoningBudget]);
        if (request.HasThoughts(part => !GeminiPartWriter.IsWritable(part)))
            omitted.Add(ConversationFeature.ReasoningHistory);
        return omitted.FindAll(request.HasUse);
    }

    /// <summary>What this model does not take, though others do, so that <see cref="Write"/> brings it about by other means.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="upstreamModel">The model as the upstream names it.</param>
    public static IReadOnlyList<ConversationFeature> Emulates(ConversationRequest request, string upstreamModel)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(upstreamModel);
        return request.HasUse(ConversationFeature.Prefill) && GeminiGeneration.Of(upstreamModel).HasFixedSampling ? [ConversationFeature.Prefill] : [];
    }

    private static void WriteSampling(ConversationRequest request, in GeminiGeneration model, GeminiServer server, Utf8JsonWriter writer)
    {
        if (!model.HasFixedSampling)
        {
            if (request.Temperature is { } temperature)
                writer.WriteNumber("temperature", Math.Clamp(temperature, 0, 2));
            if (request.TopP is { } topP)
                writer.WriteNumber("topP", topP);
            if (request.TopK is { } topK)
                writer.WriteNumber("topK", Math.Clamp(topK, 1, MostTopK));
        }

        // The field is a 32-bit number; the same seed becomes the same one each time.
        if (request.Seed is { } seed)
            writer.WriteNumber("seed", seed is >= int.MinValue and <= int.MaxValue ? seed : seed & int.MaxValue);
        if (!model.TakesPenalties(server))
            return;
        if (request.PresencePenalty is { } presence)
            writer.WriteNumber("presencePenalty", Math.Clamp(presence, -2, MostPenalty));
        if (request.FrequencyPenalty is { } frequency)
            writer.WriteNumber("frequencyPenalty", Math.Clamp(frequency, -2, MostPenalty));
    }

    private static void WriteStops(ConversationRequest request, Utf8JsonWriter writer)
    {
        if (!request.StopSequences.Exists(IsWritable))
            return;
        writer.WriteStartArray("stopSequences");
        foreach (var sequence in request.StopSequences.Where(IsWritable).Take(MostStopSequences))
            writer.WriteStringValue(sequence);
        writer.WriteEndArray();
    }

    private static bool IsWritable(string sequence) => sequence.Length > 0;
}
