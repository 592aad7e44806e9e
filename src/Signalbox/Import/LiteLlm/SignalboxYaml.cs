using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Signalbox.Import.LiteLlm;

/// <summary>Writes a Signalbox configuration for people to go on with: one field a line, and only what differs from the default.</summary>
internal sealed partial class SignalboxYaml(IReadOnlyDictionary<ImportedProvider, string> providerNames, CallableNames names)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] NotText = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    private readonly StringBuilder _text = new();

    /// <summary>Writes it.</summary>
    /// <param name="maxBodyBytes">The largest request body; null for the default.</param>
    /// <param name="providers">The providers.</param>
    /// <param name="models">The models.</param>
    /// <param name="groups">The route groups.</param>
    public string Write(long? maxBodyBytes, IReadOnlyList<ImportedProvider> providers, IReadOnlyList<ImportedModel> models, IReadOnlyList<ImportedRouteGroup> groups)
    {
        Line("# Written by `signalbox import litellm`. Its report says what was changed and what is not in here.");
        if (maxBodyBytes is { } bytes) Line(Invariant($"server: {{ max_body_bytes: {bytes} }}"));
        if (providers.Count > 0) Line("providers:");
        foreach (var provider in providers) Write(provider);
        if (models.Count > 0) Line("models:");
        foreach (var model in models) Write(model);
        if (groups.Count > 0) Line("route_groups:");
        foreach (var group in groups) Write(group);
        WriteSample(models, groups);
        return _text.ToString();
    }

    private void Write(ImportedProvider provider)
    {
        Line($"  - name: {Quoted(providerNames[provider])}");
        Line($"    kind: {provider.Kind}");
        Field("    ", "base_url", provider.BaseUrl?.Url);
        if (provider.BaseUrl is { AllowPrivate: true }) Line("    allow_private: true");
        if (provider.BaseUrl is { AllowHttp: true }) Line("    allow_http: true");
        Field("    ", "api_version", provider.ApiVersion);
        Field("    ", "tenant_id", provider.TenantId);
        Field("    ", "client_id", provider.ClientId);
        Field("    ", "project", provider.Project);
        Field("    ", "location", provider.Location);
        Field("    ", "region", provider.Region);
        Field("    ", "role_arn", provider.RoleArn);
        Field("    ", "api_key", provider.ApiKey);
        var timeouts = new[] { ("first_byte_ms", provider.FirstByteMs), ("idle_ms", provider.IdleMs), ("total_ms", provider.TotalMs) }
            .Where(t => t.Item2 is not null).Select(t => Invariant($"{t.Item1}: {t.Item2}")).ToList();
        if (timeouts.Count > 0) Line($"    timeouts: {{ {string.Join(", ", timeouts)} }}");
        if (provider.Retries is { } retries) Line(Invariant($"    retries: {retries}"));
        if (provider.Headers.Count > 0) Line("    headers:");
        foreach (var (name, value) in provider.Headers) Line($"      {name}: {Quoted(value, always: true)}");
    }

    private void Write(ImportedModel model)
    {
        Line($"  - name: {Quoted(names[model])}");
        Line("    deployments:");
        foreach (var deployment in model.Deployments)
        {
            Line($"      - provider: {Quoted(providerNames[deployment.Provider])}");
            Line($"        upstream_model: {Quoted(deployment.UpstreamModel)}");
            if (deployment.Priority != 0) Line(Invariant($"        priority: {deployment.Priority}"));
            if (deployment.Weight is { } weight) Line(Invariant($"        weight: {weight}"));
            if (deployment.Capabilities is { } capabilities) Line($"        capabilities: [{string.Join(", ", capabilities)}]");
            if (deployment.Price is { } price) Line($"        price: {{ {string.Join(", ", Parts(price))} }}   # USD per million tokens");
            if (deployment.ContextTokens is { } context) Line(Invariant($"        context_tokens: {context}"));
            if (deployment.OutputTokens is { } output) Line(Invariant($"        output_tokens: {output}"));
        }
    }

    private void Write(ImportedRouteGroup group)
    {
        Line($"  - key: {Quoted(names[group])}");
        Line($"    description: {Quoted(group.Description.Length > 1000 ? group.Description[..1000] : group.Description, always: true)}");
        Line($"    strategy: {(group.Members.Count > 1 ? "priority" : "static")}");
        Line("    members:");
        for (var i = 0; i < group.Members.Count; i++)
            Line(Invariant($"      - {{ model: {Quoted(names[group.Members[i]], always: true)}, priority: {i} }}"));
    }

    /// <summary>LiteLLM's teams and keys are in its database: what they may become, to be filled in by hand.</summary>
    private void WriteSample(IReadOnlyList<ImportedModel> models, IReadOnlyList<ImportedRouteGroup> groups)
    {
        if (models.Count == 0) return;
        var callable = groups.Select(g => names[g]).Concat(models.Where(m => !groups.Any(g => g.LiteLlmName == m.LiteLlmName)).Select(m => names[m]));
        Line("# Nobody may call anything yet. For example:");
        Line("# organizations:");
        Line("#   - name: my-company");
        Line($"#     grants: [{string.Join(", ", callable.Select(name => Quoted(name, always: true)))}]");
        Line("#     teams:");
        Line("#       - { name: my-team, keys: [ { name: my-key } ] }");
    }

    private static IEnumerable<string> Parts(ImportedPrice price) =>
        new[] { ("input", (decimal?)price.Input), ("cached_input", price.CachedInput), ("cache_write", price.CacheWrite), ("output", price.Output) }
            .Where(p => p.Item2 is not null).Select(p => Invariant($"{p.Item1}: {p.Item2:0.######}"));

    private void Field(string indent, string name, string? value)
    {
        if (value is not null) Line($"{indent}{name}: {Quoted(value, always: value.Contains("${", StringComparison.Ordinal) || char.IsAsciiDigit(value[0]))}");
    }

    private static string Quoted(string value, bool always = false) =>
        !always && Plain().IsMatch(value) && !NotText.Contains(value.ToLowerInvariant()) ? value : JsonSerializer.Serialize(value, Readable);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Line(string text) => _text.Append(text).Append('\n');

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9._/@-]*(:[A-Za-z0-9._/@-]+)*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Plain();
}
