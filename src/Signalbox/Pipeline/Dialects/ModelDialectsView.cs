namespace Signalbox.Pipeline.Dialects;

/// <summary>How the calls of each API are served by a model.</summary>
/// <param name="Deployments">Its deployments, in the order of the model.</param>
internal sealed record ModelDialectsView(IReadOnlyList<DeploymentDialectsView> Deployments);

/// <summary>How the calls of each API are served by one deployment.</summary>
/// <param name="Id">The deployment's id.</param>
/// <param name="Apis">One entry per API: chat_completions, responses, messages, embeddings.</param>
internal sealed record DeploymentDialectsView(string Id, IReadOnlyList<ServedApiView> Apis);

/// <summary>How the calls of one API are served.</summary>
/// <param name="Api">What the caller speaks: chat_completions, responses, messages or embeddings.</param>
/// <param name="Serving"><c>as_is</c>, <c>translated</c> or <c>not_served</c>.</param>
/// <param name="UpstreamApi">What the provider is spoken to in: those of <c>api</c>, generate_content or converse; null when the calls are not served.</param>
/// <param name="Reason">Why the calls are not served; null when they are.</param>
internal sealed record ServedApiView(string Api, string Serving, string? UpstreamApi, string? Reason);
