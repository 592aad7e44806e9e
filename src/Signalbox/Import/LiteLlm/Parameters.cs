namespace Signalbox.Import.LiteLlm;

/// <summary>
/// The parameters of a deployment as LiteLLM puts them together: its own first, then those of the credential it names, then the file's.
/// See <see href="https://docs.litellm.ai/docs/proxy/configs"/>, centralized credentials.
/// </summary>
internal sealed class Parameters(LiteLlmNode own, LiteLlmNode? credential, LiteLlmNode? settings)
{
    /// <summary>What <c>litellm_settings</c> may say for all models at once.</summary>
    private static readonly string[] ForAllModels = ["vertex_project", "vertex_location"];

    /// <summary>The first of the parameters that holds something.</summary>
    public LiteLlmNode? Take(params ReadOnlySpan<string> names)
    {
        var mine = own.Take(names);
        var lent = credential?.Take(names);
        LiteLlmNode? general = null;
        foreach (var name in names)
            if (ForAllModels.Contains(name))
                general ??= settings?.Take(name);
        return mine ?? lent ?? general;
    }
}
