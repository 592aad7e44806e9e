using Signalbox.Egress;

namespace Signalbox.Import.LiteLlm;

/// <summary>Turns LiteLLM's <c>api_base</c> into a base URL that Signalbox accepts.</summary>
internal sealed class BaseUrls(ImportReport report)
{
    private static readonly string[] InternalEndings = [".local", ".internal", ".lan", ".svc", ".cluster.local", ".home.arpa", ".intranet", ".corp"];
    private static readonly string[] CallPaths = ["/chat/completions", "/messages"];

    /// <summary>Reads it.</summary>
    /// <param name="node">The value; null when the file has none.</param>
    /// <param name="upstream">Whose it is.</param>
    /// <param name="entry">The member of <c>model_list</c>, for what is said about a value that is not there.</param>
    /// <param name="problem">Why it cannot be used; null when it can.</param>
    /// <returns>The URL; null for the kind's own, or when there is a problem.</returns>
    public BaseUrl? Read(LiteLlmNode? node, KnownUpstream upstream, LiteLlmNode entry, out string? problem)
    {
        problem = null;
        if (node is null && upstream.BaseUrl is { } usual) return Judge(usual, upstream.Appended, entry, out problem);
        if (node is null && upstream.BaseVariable is null) return null;
        if ((node is null ? upstream.BaseVariable : node.Variable) is { } variable)
        {
            report.Changed(node ?? entry,
                $"The address comes from the variable `{variable}`. If it is a private one or has no TLS, give the provider `allow_private: true` or `allow_http: true`.");
            return new BaseUrl($"${{{variable}}}{upstream.Appended}", false, false);
        }
        if (node!.Text is not { } text)
        {
            problem = "api_base is not a text.";
            return null;
        }
        return Judge(Shortened(text, upstream, node), upstream.Appended, node, out problem);
    }

    /// <summary>Cuts off what belongs to a call and not to a base.</summary>
    private string Shortened(string text, KnownUpstream upstream, LiteLlmNode node)
    {
        var url = text.Trim().TrimEnd('/');
        // Below its host a resource of Azure's has nothing but the API itself.
        if (upstream.Kind == "azure_openai" && Uri.TryCreate(url, UriKind.Absolute, out var azure) && azure.AbsolutePath.StartsWith("/openai", StringComparison.Ordinal))
            url = url[..url.IndexOf("/openai", url.IndexOf("://", StringComparison.Ordinal) + 3, StringComparison.Ordinal)];
        foreach (var ending in CallPaths)
            if (url.EndsWith(ending, StringComparison.Ordinal))
                url = url[..^ending.Length];
        if (upstream.Appended.Length > 0 && url.EndsWith(upstream.Appended, StringComparison.Ordinal)) url = url[..^upstream.Appended.Length];
        if (url.Length < text.Trim().TrimEnd('/').Length) report.Changed(node, "Only the base of the address was taken; paths are appended to it.");
        return url;
    }

    private BaseUrl? Judge(string url, string appended, LiteLlmNode node, out string? problem)
    {
        if (Uri.TryCreate(url, UriKind.Absolute, out var written) && written.Host == "0.0.0.0")
        {
            url = url.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal);
            report.Changed(node, "0.0.0.0 is no address to call; 127.0.0.1 stands in its place.");
        }
        url += appended;
        var open = new BaseUrl(url, true, true);
        problem = url.Contains('?', StringComparison.Ordinal)
            ? "The address has a query, and paths could not be appended to it."
            : Problems(open) is [var first, ..] ? first.Message : null;
        if (problem is not null) return null;

        var judged = open with
        {
            AllowHttp = Problems(open with { AllowHttp = false }).Count > 0,
            AllowPrivate = Problems(open with { AllowPrivate = false }).Count > 0 || IsInternalName(new Uri(url).IdnHost),
        };
        if (judged.AllowPrivate || judged.AllowHttp)
            report.Changed(node, "Signalbox calls private addresses and plain http only where that is allowed; "
                + (judged is { AllowPrivate: true, AllowHttp: true } ? "`allow_private` and `allow_http` were set." : judged.AllowPrivate ? "`allow_private` was set." : "`allow_http` was set."));
        return judged;
    }

    private static IReadOnlyList<EgressProblem> Problems(BaseUrl url) =>
        EgressUrl.Validate(url.Url, new EgressPolicy { AllowPrivate = url.AllowPrivate, AllowHttp = url.AllowHttp });

    /// <summary>Names such as Docker and Kubernetes give, which resolve to private addresses.</summary>
    private static bool IsInternalName(string host) =>
        Uri.CheckHostName(host) == UriHostNameType.Dns
        && (!host.Contains('.', StringComparison.Ordinal) || InternalEndings.Any(ending => host.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));
}
