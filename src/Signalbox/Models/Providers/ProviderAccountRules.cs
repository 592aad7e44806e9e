using System.Text.Json;
using System.Text.RegularExpressions;
using Signalbox.Admin;
using Signalbox.Core.Assets;
using Signalbox.Egress;

namespace Signalbox.Models.Providers;

/// <summary>What the kinds of provider want to know of an account: which fields each has, and what its credential looks like.</summary>
internal static partial class ProviderAccountRules
{
    private const string AzureV1 = "/openai/v1";

    /// <summary>Notes every field that is missing, malformed, or belongs to another kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="draft">The fields.</param>
    /// <param name="hasCredential">Whether a credential is stored, which stays unless the draft has one.</param>
    /// <param name="errors">Takes the faults.</param>
    public static void Check(ProviderKind kind, ProviderDraft draft, bool hasCredential, FieldErrors errors)
    {
        Only(errors, "api_version", draft.ApiVersion, kind, ProviderKind.AzureOpenAI);
        Only(errors, "tenant_id", draft.TenantId, kind, ProviderKind.AzureOpenAI);
        Only(errors, "client_id", draft.ClientId, kind, ProviderKind.AzureOpenAI);
        Only(errors, "project", draft.Project, kind, ProviderKind.Vertex);
        Only(errors, "location", draft.Location, kind, ProviderKind.Vertex);
        Only(errors, "region", draft.Region, kind, ProviderKind.Bedrock);
        Only(errors, "role_arn", draft.RoleArn, kind, ProviderKind.Bedrock);
        switch (kind)
        {
            case ProviderKind.AzureOpenAI:
                CheckAzure(draft, errors);
                break;
            case ProviderKind.Vertex:
                // A key of Vertex AI's express mode knows its project, and where it runs is Google's choice. A key that is stored may be one.
                var isExpress = draft.ApiKey is not "" && (draft.ApiKey is null ? hasCredential : !IsServiceAccount(draft.ApiKey));
                Match(errors, "project", draft.Project, ProjectPattern(), isRequired: !isExpress, "a project's id, such as my-project-123456");
                Match(errors, "location", draft.Location, RegionPattern(), isRequired: !isExpress, "global or a region, such as europe-west4");
                break;
            case ProviderKind.Bedrock:
                Match(errors, "region", draft.Region, RegionPattern(), isRequired: true, "an AWS region, such as eu-central-1");
                Match(errors, "role_arn", draft.RoleArn, RolePattern(), isRequired: false, "a role's ARN, such as arn:aws:iam::123456789012:role/name");
                break;
        }
        if (!string.IsNullOrEmpty(draft.ApiKey)) CheckKey(kind, draft, draft.ApiKey, errors);
    }

    /// <summary>The gateway's own token opens more than a model: it is shown to no host but its cloud's.</summary>
    /// <exception cref="ProblemException">The provider has no credential of its own, and another host.</exception>
    public static void RequireIdentityHost(ProviderRow row)
    {
        var kind = ProviderKinds.Parse(row.Kind);
        if (row.Credential is not null || kind is not (ProviderKind.AzureOpenAI or ProviderKind.Vertex)) return;
        string[] hosts = kind == ProviderKind.Vertex ? [".googleapis.com"] : [".azure.com", ".azure.us", ".azure.cn"];
        var host = new Uri(row.ReadSettings().BaseUrl).IdnHost;
        if (!hosts.Any(own => host.EndsWith(own, StringComparison.OrdinalIgnoreCase)))
            throw ProblemException.Invalid("base_url", $"must be a host of {string.Join(", ", hosts)} for calls with the gateway's own identity; elsewhere give an api_key.");
    }

    /// <summary>The base URL as it is stored: without a trailing slash, and the kind's own where none is given. Null where one must be.</summary>
    public static string? BaseUrl(ProviderKind kind, ProviderDraft draft)
    {
        var given = Trimmed(draft.BaseUrl)?.TrimEnd('/');
        if (given is null) return ProviderKinds.DefaultBaseUrl(kind, Trimmed(kind == ProviderKind.Vertex ? draft.Location : draft.Region));
        // The portal shows the endpoint in either form.
        if (kind == ProviderKind.AzureOpenAI && given.EndsWith(AzureV1, StringComparison.OrdinalIgnoreCase)) return given[..^AzureV1.Length];
        return given;
    }

    /// <summary>Whether a credential of Vertex AI is a service account's key file, and not an API key.</summary>
    public static bool IsServiceAccount(string key) => key.AsSpan().TrimStart().StartsWith('{');

    /// <summary>The text without white space around it; null when nothing is left.</summary>
    public static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static void CheckAzure(ProviderDraft draft, FieldErrors errors)
    {
        Match(errors, "api_version", draft.ApiVersion, DatePattern(), isRequired: false, "a date such as 2025-04-01-preview; leave it out for the v1 API");
        Match(errors, "tenant_id", draft.TenantId, EntraPattern(), isRequired: false, "the tenant's id or domain");
        Match(errors, "client_id", draft.ClientId, EntraPattern(), isRequired: false, "the application's id");
        if (draft.ApiKey is { Length: > 0 } && Trimmed(draft.ClientId) is not null && Trimmed(draft.TenantId) is null)
            errors.Add("tenant_id", "is required beside a client_id and its secret.");
        if (Trimmed(draft.TenantId) is not null && Trimmed(draft.ClientId) is null)
            errors.Add("client_id", "is required beside a tenant_id.");
    }

    private static void CheckKey(ProviderKind kind, ProviderDraft draft, string key, FieldErrors errors)
    {
        if (kind == ProviderKind.Vertex && IsServiceAccount(key))
        {
            CheckServiceAccount(draft, key, errors);
            return;
        }
        if (key.Length > 8192 || key.AsSpan().IndexOfAnyExceptInRange('\x21', '\x7e') >= 0)
            errors.Add("api_key", "must be printable ASCII without spaces, at most 8,192 characters.");
        else if (kind == ProviderKind.Bedrock && key.Contains(':', StringComparison.Ordinal) && key.Split(':', 3).Any(part => part.Length == 0))
            errors.Add("api_key", "must be access-key-id:secret-access-key, with :session-token behind it where there is one, or a Bedrock API key.");
    }

    private static void CheckServiceAccount(ProviderDraft draft, string key, FieldErrors errors)
    {
        const string Wanted = "must be the JSON key file of a service account or an API key; leave it out to call as who the gateway runs as.";
        try
        {
            using var json = JsonDocument.Parse(key);
            if (json.RootElement.ValueKind != JsonValueKind.Object || Text(json.RootElement, "type") != "service_account"
                || Text(json.RootElement, "client_email") is null || Text(json.RootElement, "private_key") is null)
            {
                errors.Add("api_key", Wanted);
                return;
            }
            if (Text(json.RootElement, "token_uri") is { } tokens)
                foreach (var problem in EgressUrl.Validate(tokens, new EgressPolicy { AllowPrivate = draft.AllowPrivate, AllowHttp = draft.AllowHttp }))
                    errors.Add("api_key", $"token_uri: {problem.Message}");
        }
        catch (JsonException)
        {
            errors.Add("api_key", Wanted);
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static void Only(FieldErrors errors, string field, string? value, ProviderKind kind, ProviderKind owner)
    {
        if (Trimmed(value) is not null && kind != owner) errors.Add(field, $"belongs to providers of the kind {ProviderKinds.Name(owner)}.");
    }

    private static void Match(FieldErrors errors, string field, string? value, Regex pattern, bool isRequired, string wanted)
    {
        if (Trimmed(value) is not { } text)
        {
            if (isRequired) errors.Add(field, $"is required: {wanted}.");
        }
        else if (!pattern.IsMatch(text))
        {
            errors.Add(field, $"must be {wanted}.");
        }
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}(-preview)?$", RegexOptions.CultureInvariant)]
    private static partial Regex DatePattern();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$", RegexOptions.CultureInvariant)]
    private static partial Regex EntraPattern();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.:-]{3,62}$", RegexOptions.CultureInvariant)]
    private static partial Regex ProjectPattern();

    [GeneratedRegex(@"^[a-z][a-z0-9-]{1,30}$", RegexOptions.CultureInvariant)]
    private static partial Regex RegionPattern();

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::\d{12}:role/[\w+=,.@/-]{1,512}$", RegexOptions.CultureInvariant | RegexOptions.ECMAScript)]
    private static partial Regex RolePattern();
}
