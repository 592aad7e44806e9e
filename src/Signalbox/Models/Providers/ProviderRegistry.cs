using System.Text.Json;
using Signalbox.Admin;
using Signalbox.Audit;
using Signalbox.Core.Assets;
using Signalbox.Egress;
using Signalbox.Models.Registry;
using Signalbox.Secrets;
using Signalbox.Wire.OpenAIChat;

namespace Signalbox.Models.Providers;

/// <summary>The rules of adding, changing and removing providers; API and YAML both go through them.</summary>
internal sealed class ProviderRegistry(CredentialProtector protector, TimeProvider time)
{
    private const string Kind = "provider";

    /// <summary>Adds a provider.</summary>
    public async Task<ProviderRow> CreateAsync(AdminTransaction transaction, ProviderDraft draft, string owner)
    {
        var row = Validated(draft) with { Id = EntityIds.New(time), Owner = owner, Revision = 1, CreatedAt = transaction.NowMilliseconds, UpdatedAt = transaction.NowMilliseconds };
        if (await ProviderStore.FindByNameAsync(transaction, row.Name) is not null)
            throw ProblemException.Conflict("already-exists", $"There is a provider '{row.Name}' already.");
        if (!string.IsNullOrEmpty(draft.ApiKey)) row = row with { Credential = protector.Protect(draft.ApiKey) };
        ProviderAccountRules.RequireIdentityHost(row);
        await ProviderStore.InsertAsync(transaction, row);
        transaction.Audit("create", Kind, row.Id, row.Name, null, row.ToDraft(), ModelsJson.Default.ProviderDraft);
        if (row.Credential is not null) AuditCredential(transaction, row, "set-credential");
        return row;
    }

    /// <summary>Changes a provider. Returns the row as it stood when nothing differs.</summary>
    public async Task<ProviderRow> UpdateAsync(AdminTransaction transaction, ProviderRow current, ProviderDraft draft, string owner)
    {
        var next = Validated(draft, current.Credential is not null) with
        {
            Id = current.Id, Owner = owner, Credential = current.Credential, CreatedAt = current.CreatedAt,
            UpdatedAt = transaction.NowMilliseconds, Revision = current.Revision + 1,
        };
        if (next.Name != current.Name) throw ProblemException.Invalid("name", "cannot be changed. Make a new provider and delete this one.");

        string? credentialAction = null;
        if (draft.ApiKey is "" && current.Credential is not null)
        {
            next = next with { Credential = null };
            credentialAction = "remove-credential";
        }
        else if (!string.IsNullOrEmpty(draft.ApiKey) && (current.Credential is null || protector.Unprotect(current.Credential) != draft.ApiKey))
        {
            next = next with { Credential = protector.Protect(draft.ApiKey) };
            credentialAction = "set-credential";
        }
        // A stored credential belongs to the host it was given for, and each kind has its own form of it.
        if (credentialAction is null && current.Credential is not null
            && (next.Kind != current.Kind || !SameHost(current.ReadSettings().BaseUrl, next.ReadSettings().BaseUrl)))
            throw ProblemException.Invalid("api_key", "must be given again when the kind changes or base_url moves to another host, or sent empty to remove it.");
        ProviderAccountRules.RequireIdentityHost(next);

        var same = next.Settings == current.Settings && next.Enabled == current.Enabled && next.Kind == current.Kind && next.Owner == current.Owner;
        if (same && credentialAction is null) return current;

        await ProviderStore.UpdateAsync(transaction, next);
        if (!same) transaction.Audit("update", Kind, next.Id, next.Name, current.ToDraft(), next.ToDraft(), ModelsJson.Default.ProviderDraft);
        if (credentialAction is not null) AuditCredential(transaction, next, credentialAction);
        return next;
    }

    /// <summary>Removes a provider that no deployment uses.</summary>
    public static async Task DeleteAsync(AdminTransaction transaction, ProviderRow row)
    {
        var users = await ModelStore.DeploymentsOfProviderAsync(transaction, row.Id);
        if (users.Count > 0)
            throw ProblemException.Conflict("in-use",
                $"The provider '{row.Name}' is used by {users.Count} deployment(s) of: {string.Join(", ", users.Select(u => u.Model).Distinct().Take(10))}. Remove those first, or disable the provider.");
        await ProviderStore.DeleteAsync(transaction, row.Id);
        transaction.Audit("delete", Kind, row.Id, row.Name, row.ToDraft(), null, ModelsJson.Default.ProviderDraft);
    }

    /// <summary>Checks a draft and gives the row's content.</summary>
    /// <param name="draft">The fields.</param>
    /// <param name="hasCredential">Whether a credential is stored, which stays unless the draft has one.</param>
    /// <exception cref="ProblemException">400 naming every field at fault.</exception>
    public static ProviderRow Validated(ProviderDraft draft, bool hasCredential = false)
    {
        var errors = new FieldErrors();
        Names.Require(errors, "name", draft.Name);
        var kind = ProviderKinds.Parse(draft.Kind);
        if (kind is null)
            errors.Add("kind", $"must be one of {string.Join(", ", ProviderKinds.All)}.{Suggest(draft.Kind)}");
        else
            ProviderAccountRules.Check(kind.Value, draft, hasCredential, errors);

        var baseUrl = kind is { } known ? ProviderAccountRules.BaseUrl(known, draft) : draft.BaseUrl?.Trim();
        if (string.IsNullOrEmpty(baseUrl)) errors.Add("base_url", $"is required, for example {(kind == ProviderKind.AzureOpenAI ? "https://name.openai.azure.com" : "https://api.example.com/v1")}.");
        else if (baseUrl.Contains('?', StringComparison.Ordinal)) errors.Add("base_url", "must have no query; paths are appended to it.");
        else if (kind != ProviderKind.Demo)
            foreach (var problem in EgressUrl.Validate(baseUrl, new EgressPolicy { AllowPrivate = draft.AllowPrivate, AllowHttp = draft.AllowHttp }))
                errors.Add("base_url", problem.Message);

        errors.Require(draft.Retries is >= 0 and <= 5, "retries", "must be between 0 and 5.");
        RequireRange(errors, "timeouts.connect_ms", draft.Timeouts.ConnectMs, 60_000);
        RequireRange(errors, "timeouts.first_byte_ms", draft.Timeouts.FirstByteMs, 3_600_000);
        RequireRange(errors, "timeouts.idle_ms", draft.Timeouts.IdleMs, 3_600_000);
        RequireRange(errors, "timeouts.total_ms", draft.Timeouts.TotalMs, 86_400_000);
        foreach (var (name, value) in draft.Headers) RequireHeader(errors, name, value);
        RequireServer(errors, draft.Server, kind);
        ProviderHealthRules.Check(errors, draft.Health);
        draft.Disconnect.Check(errors);
        errors.ThrowIfAny();

        return new ProviderRow
        {
            Id = "",
            Name = draft.Name!,
            Kind = draft.Kind!,
            Owner = Ownership.Api,
            Enabled = draft.Enabled ? 1 : 0,
            Settings = JsonSerializer.Serialize(
                new ProviderSettings
                {
                    BaseUrl = baseUrl!,
                    AllowPrivate = draft.AllowPrivate,
                    AllowHttp = draft.AllowHttp,
                    Timeouts = draft.Timeouts,
                    Retries = draft.Retries,
                    StreamUsage = draft.StreamUsage,
                    ApiVersion = ProviderAccountRules.Trimmed(draft.ApiVersion),
                    TenantId = ProviderAccountRules.Trimmed(draft.TenantId),
                    ClientId = ProviderAccountRules.Trimmed(draft.ClientId),
                    Project = ProviderAccountRules.Trimmed(draft.Project),
                    Location = ProviderAccountRules.Trimmed(draft.Location),
                    Region = ProviderAccountRules.Trimmed(draft.Region),
                    RoleArn = ProviderAccountRules.Trimmed(draft.RoleArn),
                    Headers = draft.Headers,
                    Server = string.IsNullOrEmpty(draft.Server) ? null : draft.Server,
                    Health = draft.Health,
                    Disconnect = draft.Disconnect,
                },
                ModelsJson.Default.ProviderSettings),
        };
    }

    private static string Suggest(string? kind) => kind is not null && Suggestion.For(kind, ProviderKinds.All) is { } near ? $" Did you mean {near}?" : "";

    private static void RequireRange(FieldErrors errors, string field, int value, int most) =>
        errors.Require(value >= 100 && value <= most, field, $"must be between 100 and {most:N0} milliseconds.");

    private static void RequireHeader(FieldErrors errors, string name, string value)
    {
        var field = $"headers.{name}";
        string[] reserved = ["authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie", "host", "content-length", "content-type", "transfer-encoding", "connection"];
        if (reserved.Contains(name.ToLowerInvariant()))
            errors.Add(field, "cannot be set here; a credential belongs in api_key.");
        else if (name.Length is 0 or > 128 || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
            errors.Add(field, "is not a valid header name.");
        else if (value.Length > 4096 || value.Any(c => c is < ' ' or > '~'))
            errors.Add(field, "must be printable ASCII, at most 4,096 characters.");
    }

    private static void RequireServer(FieldErrors errors, string? server, ProviderKind? kind)
    {
        if (string.IsNullOrEmpty(server) || kind is null) return;
        var names = ChatServers.All.Select(known => known.Name).ToList();
        if (kind != ProviderKind.OpenAICompatible)
            errors.Add("server", "can be set for the kind openai_compatible only.");
        else if (!names.Contains(server))
            errors.Add("server", Suggestion.For(server, names) is { } near
                ? $"'{server}' is not known. Did you mean '{near}'?"
                : $"'{server}' is not known. Use one of {string.Join(", ", names)}.");
    }

    private static bool SameHost(string before, string after) =>
        Uri.TryCreate(before, UriKind.Absolute, out var a) && Uri.TryCreate(after, UriKind.Absolute, out var b)
        && a.Scheme == b.Scheme && string.Equals(a.Authority, b.Authority, StringComparison.OrdinalIgnoreCase);

    private static void AuditCredential(AdminTransaction transaction, ProviderRow row, string action) =>
        transaction.Audit<ProviderDraft>(action, Kind, row.Id, row.Name, null, null, ModelsJson.Default.ProviderDraft);
}
