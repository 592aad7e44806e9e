using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// Writes a request as the body of <c>POST /v1/responses</c> (https://platform.openai.com/docs/api-reference/responses/create), by the rules of
/// <see cref="ResponsesRules"/>. The request must have been judged by them: what they reject is left out here. Nothing is kept at the provider: the whole
/// conversation goes along, and thoughts come and go encrypted.
/// </summary>
public static class ResponsesConversationWriter
{
    /// <summary>The least bound of an answer that OpenAI takes.</summary>
    private const long LeastOutputTokens = 16;

    /// <summary>The most characters of a user and of a cache's key that OpenAI takes.</summary>
    private const int MostCharacters = 64;

    /// <summary>Name of an answer's schema that came without one.</summary>
    private const string SchemaName = "answer";

    /// <summary>Writes the body as one JSON object.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="upstreamModel">The model as the upstream names it; its name also tells whether it reasons.</param>
    /// <param name="writer">Receives the body; not flushed. A writer with a relaxed encoder keeps texts small.</param>
    public static void Write(ConversationRequest request, string upstreamModel, Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(upstreamModel);
        ArgumentNullException.ThrowIfNull(writer);
        var model = OpenAIGeneration.Of(upstreamModel);
        var thinking = ResponsesThinking.Decide(request, model);
        writer.WriteStartObject();
        writer.WriteString("model"u8, upstreamModel);
        if (request.Stream)
            writer.WriteBoolean("stream"u8, true);
        writer.WriteBoolean("store"u8, false);
        // Models that do not reason refuse the wish.
        if (thinking.TakesItems)
        {
            writer.WriteStartArray("include"u8);
            writer.WriteStringValue("reasoning.encrypted_content"u8);
            writer.WriteEndArray();
        }

        thinking.WriteTo(writer);
        ResponsesInputWriter.Write(request, thinking.TakesItems || !model.IsKnown, writer);
        if (request.Tools.Count > 0)
            ResponsesToolWriter.Write(request, writer);
        WriteTextSettings(request, model, writer);
        if (request.MaxOutputTokens is { } bound)
            writer.WriteNumber("max_output_tokens"u8, Math.Max(bound, LeastOutputTokens));
        if (thinking.TakesSampling)
            WriteSampling(request, writer);
        WriteCaller(request, writer);
        writer.WriteEndObject();
    }

    /// <summary>What the model would refuse in this request beside something else in it or at all, so that <see cref="Write"/> leaves it out.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="upstreamModel">The model as the upstream names it.</param>
    public static IReadOnlyList<ConversationFeature> Omits(ConversationRequest request, string upstreamModel)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(upstreamModel);
        var model = OpenAIGeneration.Of(upstreamModel);
        var thinking = ResponsesThinking.Decide(request, model);
        var omitted = new List<ConversationFeature>();
        if (thinking.IsRefused)
            omitted.AddRange([ConversationFeature.ReasoningEffort, ConversationFeature.ReasoningBudget]);
        if (!thinking.TakesSampling && request.Temperature is not null)
            omitted.Add(ConversationFeature.Temperature);
        if (!thinking.TakesSampling && request.TopP is not null)
            omitted.Add(ConversationFeature.TopP);
        if (!model.TakesVerbosity && request.Verbosity is not null)
            omitted.Add(ConversationFeature.Verbosity);
        var takesItems = thinking.TakesItems || !model.IsKnown;
        if (request.HasThoughts(part => !takesItems || ResponsesProof.Read(part.Signature) is null))
            omitted.Add(ConversationFeature.ReasoningHistory);
        return omitted;
    }

    private static void WriteTextSettings(ConversationRequest request, OpenAIGeneration model, Utf8JsonWriter writer)
    {
        var verbosity = model.TakesVerbosity ? request.Verbosity : null;
        if (request.Format is null && verbosity is null)
            return;
        writer.WriteStartObject("text"u8);
        if (request.Format is { } format)
            WriteFormat(format, writer);
        WriteOptional("verbosity"u8, verbosity, writer);
        writer.WriteEndObject();
    }

    private static void WriteFormat(OutputFormat format, Utf8JsonWriter writer)
    {
        writer.WriteStartObject("format"u8);
        if (format.HasSchema)
        {
            writer.WriteString("type"u8, "json_schema"u8);
            writer.WriteString("name"u8, format.Name ?? SchemaName);
            WriteOptional("description"u8, format.Description, writer);
            writer.WritePropertyName("schema"u8);
            writer.WriteRaw(format.Schema);
            if (format.Strict is { } strict)
                writer.WriteBoolean("strict"u8, strict);
        }
        else
        {
            writer.WriteString("type"u8, "json_object"u8);
        }

        writer.WriteEndObject();
    }

    private static void WriteSampling(ConversationRequest request, Utf8JsonWriter writer)
    {
        if (request.Temperature is { } temperature)
            writer.WriteNumber("temperature"u8, temperature);
        if (request.TopP is { } topP)
            writer.WriteNumber("top_p"u8, topP);
    }

    private static void WriteCaller(ConversationRequest request, Utf8JsonWriter writer)
    {
        WriteOptional("user"u8, Fit(request.EndUser), writer);
        WriteOptional("prompt_cache_key"u8, Fit(request.PromptCacheKey), writer);
        WriteOptional("service_tier"u8, Tier(request.ServiceTier), writer);
        if (request.Metadata.ValueKind != JsonValueKind.Object || !request.Metadata.EnumerateObject().Any())
            return;
        writer.WritePropertyName("metadata"u8);
        writer.WriteRaw(request.Metadata);
    }

    /// <summary>What is too long becomes its hash, which tells users apart just as well.</summary>
    private static string? Fit(string? text) =>
        text is null || text.Length <= MostCharacters ? text : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string? Tier(string? tier) => tier switch
    {
        "standard_only" => "default",
        "default" or "flex" or "priority" or "scale" => tier,
        _ => null,
    };

    private static void WriteOptional(ReadOnlySpan<byte> name, string? value, Utf8JsonWriter writer)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }
}
