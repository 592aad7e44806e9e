namespace Signalbox.Import.LiteLlm;

/// <summary>What holds for all deployments unless one says otherwise, from <c>router_settings</c> and <c>litellm_settings</c>; the former go first.</summary>
internal sealed class RouterSettings
{
    /// <summary>Reads it.</summary>
    public RouterSettings(LiteLlmNode root, ImportReport report)
    {
        var router = root.Take("router_settings");
        var module = root.Take("litellm_settings");
        Module = module;
        Retries = First(router?.Take("num_retries"), module?.Take("num_retries"));
        Timeout = First(router?.Take("timeout"), module?.Take("request_timeout"));
        StreamTimeout = router?.Take("stream_timeout");
        Fallbacks = [.. new[] { router?.Take("fallbacks"), module?.Take("fallbacks") }.OfType<LiteLlmNode>()];
        DefaultFallbacks = First(router?.Take("default_fallbacks"), module?.Take("default_fallbacks"));
        Aliases = router?.Take("model_group_alias");
        var strategy = router?.Take("routing_strategy");
        SharesByLimit = strategy?.Text is null or "simple-shuffle";
        if (strategy is not null && SharesByLimit) report.Taken(strategy, "Deployments of the same priority share calls at random by weight.");
        if (!SharesByLimit)
            report.Changed(strategy!, $"Signalbox has no strategy `{strategy!.Text}`; deployments of the same priority share calls at random by weight.");
    }

    /// <summary><c>litellm_settings</c>.</summary>
    public LiteLlmNode? Module { get; }

    /// <summary>Repeats of a failed attempt.</summary>
    public LiteLlmNode? Retries { get; }

    /// <summary>Seconds a call may take.</summary>
    public LiteLlmNode? Timeout { get; }

    /// <summary>Seconds for a streamed one.</summary>
    public LiteLlmNode? StreamTimeout { get; }

    /// <summary>Lists of mappings from a model to those that stand in for it.</summary>
    public IReadOnlyList<LiteLlmNode> Fallbacks { get; }

    /// <summary>Those that stand in for any model that names none itself.</summary>
    public LiteLlmNode? DefaultFallbacks { get; }

    /// <summary>Other names for models.</summary>
    public LiteLlmNode? Aliases { get; }

    /// <summary>Whether rpm and tpm are shares where no weight is given, as with LiteLLM's simple-shuffle.</summary>
    public bool SharesByLimit { get; }

    private static LiteLlmNode? First(LiteLlmNode? router, LiteLlmNode? module) => router ?? module;
}
