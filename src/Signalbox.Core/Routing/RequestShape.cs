using Signalbox.Core.Assets;

namespace Signalbox.Core.Routing;

/// <summary>What a request asks of the deployment that serves it: read from the body, before any routing.</summary>
/// <param name="Api">The API it is written for: one of <see cref="ModelCapabilities.Chat"/> to <see cref="ModelCapabilities.Embeddings"/>.</param>
/// <param name="Needs">What it makes use of beside.</param>
/// <param name="TextBytes">Bytes of text in the prompt.</param>
/// <param name="OutputTokens">The most tokens the answer may have; null when the caller leaves that open.</param>
public readonly record struct RequestShape(ModelCapabilities Api, ModelCapabilities Needs, long TextBytes, long? OutputTokens);
