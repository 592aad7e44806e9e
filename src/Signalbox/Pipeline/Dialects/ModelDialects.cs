using Signalbox.Core.Assets;
using Signalbox.Core.Routing;

namespace Signalbox.Pipeline.Dialects;

/// <summary>Says how a deployment serves the calls of each API, decided by the code that decides it for a call.</summary>
internal static class ModelDialects
{
    private static readonly (ApiDialect Dialect, ModelCapabilities Api)[] Callers =
    [
        (ApiDialects.Chat, ModelCapabilities.Chat),
        (ApiDialects.Responses, ModelCapabilities.Responses),
        (ApiDialects.Messages, ModelCapabilities.Messages),
        (ApiDialects.Embeddings, ModelCapabilities.Embeddings),
    ];

    /// <summary>One entry per API.</summary>
    /// <param name="kind">The provider's kind.</param>
    /// <param name="upstreamModel">The name the provider knows the model by.</param>
    /// <param name="can">What the deployment can do; <see cref="ModelCapabilities.None"/> when that is not known.</param>
    public static IReadOnlyList<ServedApiView> Of(ProviderKind kind, string upstreamModel, ModelCapabilities can) =>
        [.. Callers.Select(caller => Of(kind, upstreamModel, can, caller.Dialect, caller.Api))];

    private static ServedApiView Of(ProviderKind kind, string upstreamModel, ModelCapabilities can, ApiDialect dialect, ModelCapabilities api)
    {
        if (!Eligibility.HasApi(kind, can, api) || ApiDialects.For(kind, upstreamModel, can, dialect) is not { } upstream)
            return new ServedApiView(dialect.Api, "not_served", null, Reason(kind, api));
        return new ServedApiView(dialect.Api, upstream == dialect ? "as_is" : "translated", upstream.Api, null);
    }

    private static string Reason(ProviderKind kind, ModelCapabilities api) =>
        api != ModelCapabilities.Embeddings ? "The deployment's capabilities name none of chat, responses and messages."
        : (ProviderKinds.Apis(kind) & ModelCapabilities.Embeddings) == 0 ? $"Embeddings cannot be had from providers of the kind {ProviderKinds.Name(kind)}."
        : "The deployment's capabilities do not name embeddings.";
}
