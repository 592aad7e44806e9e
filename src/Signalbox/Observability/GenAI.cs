namespace Signalbox.Observability;

/// <summary>
/// Attribute names of the OpenTelemetry semantic conventions for generative AI, as far as a gateway can fill them.
/// https://opentelemetry.io/docs/specs/semconv/gen-ai/
/// </summary>
internal static class GenAI
{
    public const string OperationName = "gen_ai.operation.name";
    public const string ProviderName = "gen_ai.provider.name";
    public const string RequestModel = "gen_ai.request.model";
    public const string ResponseModel = "gen_ai.response.model";
    public const string TokenType = "gen_ai.token.type";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string OutputTokens = "gen_ai.usage.output_tokens";
    public const string CacheReadInputTokens = "gen_ai.usage.cache_read.input_tokens";
    public const string ErrorType = "error.type";

    /// <summary>The operation behind one of our APIs; the API's own name where the conventions know none.</summary>
    public static string Operation(string api) => api switch
    {
        "chat_completions" => "chat",
        _ => api,
    };
}
