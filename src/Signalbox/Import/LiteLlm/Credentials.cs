namespace Signalbox.Import.LiteLlm;

/// <summary>The file's <c>credential_list</c>, see <see href="https://docs.litellm.ai/docs/proxy/configs"/>.</summary>
internal sealed class Credentials(LiteLlmNode root, ImportReport report)
{
    private readonly Dictionary<string, LiteLlmNode> _byName = Read(root);

    /// <summary>The values of the credential that a deployment names; null when it names none.</summary>
    public LiteLlmNode? Find(LiteLlmNode parameters)
    {
        if (parameters.Take("litellm_credential_name") is not { Text: { } name } node) return null;
        if (_byName.TryGetValue(name, out var values)) return values;
        report.Missing(node, $"The file has no credential `{name}`; it may be one that LiteLLM keeps in its database.", "Give the provider its `api_key` and, if need be, its `base_url`.");
        return null;
    }

    private static Dictionary<string, LiteLlmNode> Read(LiteLlmNode root)
    {
        var found = new Dictionary<string, LiteLlmNode>(StringComparer.Ordinal);
        foreach (var item in root.Take("credential_list")?.Items ?? [])
        {
            item.Take("credential_info")?.TakeAll();
            if (item.Take("credential_name")?.Text is { } name && item.Take("credential_values") is { } values) found[name] = values;
        }
        return found;
    }
}
