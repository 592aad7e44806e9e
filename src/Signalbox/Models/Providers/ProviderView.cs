namespace Signalbox.Models.Providers;

/// <summary>A provider as the API shows it; the credential only as set or not set.</summary>
internal sealed record ProviderView(
    string Id, string Name, string Kind, string BaseUrl, bool HasCredential, bool AllowPrivate, bool AllowHttp, bool Enabled,
    TimeoutsDraft Timeouts, int Retries, bool StreamUsage,
    string? ApiVersion, string? TenantId, string? ClientId, string? Project, string? Location, string? Region, string? RoleArn,
    IReadOnlyDictionary<string, string> Headers, string? Server, ProviderHealthDraft Health, ProviderDisconnectDraft Disconnect, bool Demo,
    string Owner, string Etag, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
