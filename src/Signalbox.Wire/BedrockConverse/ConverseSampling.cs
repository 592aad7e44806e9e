using System.Text.Json;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.BedrockConverse;

/// <summary>
/// What to say of sampling and the answer's bound (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InferenceConfiguration.html):
/// what was asked, but for what the model would refuse, alone or beside something else.
/// </summary>
/// <param name="MaxTokens">Bound of the answer; null leaves it to the model.</param>
/// <param name="Temperature">0 to 1.</param>
/// <param name="TopP">0 to 1.</param>
/// <param name="TopK">Not one of Converse's own: it goes among the family's fields.</param>
internal readonly record struct ConverseSampling(long? MaxTokens, double? Temperature, double? TopP, long? TopK)
{
    /// <summary>Decides for a request.</summary>
    public static ConverseSampling Decide(ConversationRequest request, ConverseModel model, in ConverseThinking thinking, long? maxTokens)
    {
        // Nova 2 with high effort takes neither sampling nor a bound.
        if (model.Family == ConverseFamily.Nova2 && thinking.Effort == "high")
            return default;
        var bound = maxTokens ?? (thinking.HasBudget ? ConverseThinking.BoundBesideBudget : null);
        if (model.Family == ConverseFamily.Claude)
        {
            var (temperature, topP, topK) = ClaudeSampling.Decide(request, model.Generation, thinking.Claude.IsOn);
            return new ConverseSampling(bound, temperature, topP, topK);
        }

        return new ConverseSampling(bound, Clamped(request.Temperature), Clamped(request.TopP), model.TakesTopK ? request.TopK : null);
    }

    private static double? Clamped(double? asked) => asked is { } value ? Math.Clamp(value, 0, 1) : null;

    /// <summary>Writes <c>inferenceConfig</c>, when there is anything to say.</summary>
    public void WriteTo(ConversationRequest request, ConverseModel model, Utf8JsonWriter writer)
    {
        var stops = request.StopSequences.FindAll(sequence => IsWritable(sequence, model));
        if (MaxTokens is null && Temperature is null && TopP is null && stops.Count == 0)
            return;
        writer.WriteStartObject("inferenceConfig");
        if (MaxTokens is { } maxTokens)
            writer.WriteNumber("maxTokens", maxTokens);
        if (Temperature is { } temperature)
            writer.WriteNumber("temperature", temperature);
        if (TopP is { } topP)
            writer.WriteNumber("topP", topP);
        if (stops.Count > 0)
        {
            writer.WriteStartArray("stopSequences");
            foreach (var stop in stops)
                writer.WriteStringValue(stop);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes <c>additionalModelRequestFields</c>, when there is anything that only the family knows.</summary>
    public void WriteFamilyTo(ConverseModel model, in ConverseThinking thinking, Utf8JsonWriter writer)
    {
        if (TopK is null && !thinking.IsOn)
            return;
        writer.WriteStartObject("additionalModelRequestFields");
        if (TopK is { } topK)
            WriteTopK(topK, model, writer);
        thinking.WriteTo(model.Family, writer);
        writer.WriteEndObject();
    }

    private static void WriteTopK(long topK, ConverseModel model, Utf8JsonWriter writer)
    {
        if (!model.IsNova)
        {
            writer.WriteNumber("top_k", topK);
            return;
        }

        writer.WriteStartObject("inferenceConfig");
        writer.WriteNumber("topK", topK);
        writer.WriteEndObject();
    }

    /// <summary>No model takes an empty sequence, Claude none of white space.</summary>
    private static bool IsWritable(string sequence, ConverseModel model) =>
        sequence.Length > 0 && (model.Family != ConverseFamily.Claude || ClaudeSampling.TakesStop(sequence));
}
