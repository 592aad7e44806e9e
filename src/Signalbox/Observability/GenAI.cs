using System.Diagnostics;
using Signalbox.Observability.Tracing;
using Signalbox.Usage;

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
    public const string ResponseId = "gen_ai.response.id";
    public const string FinishReasons = "gen_ai.response.finish_reasons";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";

    /// <summary>Our own: the upstream account by the name an operator gave it, where the conventions name only whose API it is.</summary>
    public const string Account = "signalbox.provider";

    public const string ErrorType = "error.type";

    /// <summary>Sets what a record and the upstream's own words tell of an answer; what is not known stays unset.</summary>
    public static void Describe(Activity activity, UsageRecord record, AnswerFacts? facts)
    {
        activity.SetTag(ResponseModel, facts?.Model);
        activity.SetTag(ResponseId, facts?.Id);
        if (facts is { FinishReasons.Count: > 0 }) activity.SetTag(FinishReasons, facts.FinishReasons.ToArray());
        activity.SetTag(InputTokens, record.TokensInput);
        activity.SetTag(OutputTokens, record.TokensOutput);
        activity.SetTag(CacheReadInputTokens, record.TokensCached);
    }

    /// <summary>The operation behind one of our APIs; the API's own name where the conventions know none.</summary>
    public static string Operation(string api) => api switch
    {
        "chat_completions" or "messages" or "responses" => "chat",
        _ => api,
    };
}
