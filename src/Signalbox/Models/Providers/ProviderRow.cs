using System.Text.Json;
using Signalbox.Admin;
using Signalbox.Core.Assets;

namespace Signalbox.Models.Providers;

/// <summary>A row of <c>providers</c>.</summary>
internal sealed record ProviderRow
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Kind { get; init; }
    /// <summary>JSON of <see cref="ProviderSettings"/>.</summary>
    public required string Settings { get; init; }
    public string? Credential { get; init; }
    public long Enabled { get; init; }
    public required string Owner { get; init; }
    public long Revision { get; init; }
    public long CreatedAt { get; init; }
    public long UpdatedAt { get; init; }

    /// <summary>The settings, read.</summary>
    public ProviderSettings ReadSettings() => JsonSerializer.Deserialize(Settings, ModelsJson.Default.ProviderSettings)!;

    /// <summary>The row's writable fields, without the credential.</summary>
    public ProviderDraft ToDraft()
    {
        var settings = ReadSettings();
        return new ProviderDraft
        {
            Name = Name,
            Kind = Kind,
            BaseUrl = settings.BaseUrl,
            AllowPrivate = settings.AllowPrivate,
            AllowHttp = settings.AllowHttp,
            Enabled = Enabled != 0,
            Timeouts = settings.Timeouts,
            Retries = settings.Retries,
            StreamUsage = settings.StreamUsage,
            ApiVersion = settings.ApiVersion,
            TenantId = settings.TenantId,
            ClientId = settings.ClientId,
            Project = settings.Project,
            Location = settings.Location,
            Region = settings.Region,
            RoleArn = settings.RoleArn,
            Headers = settings.Headers,
            Server = settings.Server,
            Health = settings.Health,
            Disconnect = settings.Disconnect,
        };
    }

    /// <summary>The row as the API shows it.</summary>
    public ProviderView ToView()
    {
        var draft = ToDraft();
        return new ProviderView(
            Id, Name, Kind, draft.BaseUrl!, Credential is not null, draft.AllowPrivate, draft.AllowHttp, draft.Enabled,
            draft.Timeouts, draft.Retries, draft.StreamUsage, draft.ApiVersion, draft.TenantId, draft.ClientId, draft.Project, draft.Location, draft.Region, draft.RoleArn,
            draft.Headers, draft.Server, draft.Health, draft.Disconnect, Kind == "demo", Owner,
            Preconditions.ETag(Revision), DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt), DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAt));
    }

    /// <summary>The row as the snapshot needs it.</summary>
    public Provider ToProvider()
    {
        var settings = ReadSettings();
        return new Provider
        {
            Id = Id,
            Name = Name,
            Kind = ProviderKinds.Parse(Kind) ?? throw new InvalidDataException($"Provider '{Name}' has the unknown kind '{Kind}'."),
            BaseUrl = settings.BaseUrl,
            ProtectedCredential = Credential,
            AllowPrivate = settings.AllowPrivate,
            AllowHttp = settings.AllowHttp,
            Enabled = Enabled != 0,
            Timeouts = new CallTimeouts
            {
                ConnectMs = settings.Timeouts.ConnectMs,
                FirstByteMs = settings.Timeouts.FirstByteMs,
                IdleMs = settings.Timeouts.IdleMs,
                TotalMs = settings.Timeouts.TotalMs,
            },
            Retries = settings.Retries,
            StreamUsage = settings.StreamUsage,
            ApiVersion = settings.ApiVersion,
            TenantId = settings.TenantId,
            ClientId = settings.ClientId,
            Project = settings.Project,
            Location = settings.Location,
            Region = settings.Region,
            RoleArn = settings.RoleArn,
            Headers = settings.Headers,
            Server = settings.Server,
            Health = settings.Health.ToPolicy(),
            Disconnect = settings.Disconnect.ToPolicy(),
            Revision = Revision,
        };
    }
}

/// <summary>What <c>providers.settings</c> holds.</summary>
internal sealed record ProviderSettings
{
    public required string BaseUrl { get; set; }
    public bool AllowPrivate { get; set; }
    public bool AllowHttp { get; set; }
    public TimeoutsDraft Timeouts { get; set; } = new();
    public int Retries { get; set; } = 2;
    public bool StreamUsage { get; set; } = true;
    public string? ApiVersion { get; set; }
    public string? TenantId { get; set; }
    public string? ClientId { get; set; }
    public string? Project { get; set; }
    public string? Location { get; set; }
    public string? Region { get; set; }
    public string? RoleArn { get; set; }
    public IReadOnlyDictionary<string, string> Headers { get; set; } = new Dictionary<string, string>();
    public string? Server { get; set; }
    public ProviderHealthDraft Health { get; set; } = new();
    public ProviderDisconnectDraft Disconnect { get; set; } = new();
}
