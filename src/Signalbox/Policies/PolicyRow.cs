using System.Text.Json;
using Signalbox.Core.Assets;

namespace Signalbox.Policies;

/// <summary>A row of <c>policies</c>.</summary>
internal sealed record PolicyRow
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Kind { get; init; }
    public string? Description { get; init; }
    /// <summary>JSON list of what is granted.</summary>
    public string Grants { get; init; } = "[]";
    /// <summary>Encrypted.</summary>
    public string? Credential { get; init; }
    public long ActiveVersion { get; init; }
    public long LatestVersion { get; init; }
    public required string Owner { get; init; }
    public long Revision { get; init; }
    public long CreatedAt { get; init; }
    public long UpdatedAt { get; init; }

    /// <summary>What is granted, read.</summary>
    public string[] ReadGrants() => JsonSerializer.Deserialize(Grants, PolicyJson.Default.StringArray)!;

    /// <summary>The writable fields.</summary>
    public PolicySettingsDraft ToSettings() => new() { Description = Description, Grant = ReadGrants() };

    /// <summary>As the audit trail shows it.</summary>
    /// <param name="added">A version that is added.</param>
    public PolicyState ToState(PolicyTerms? added = null) => new()
    {
        Name = Name, Kind = Kind, Description = Description, Grant = ReadGrants(), ActiveVersion = ActiveVersion, LatestVersion = LatestVersion, Added = added,
    };

    /// <summary>As calls need it.</summary>
    /// <param name="version">The version in force, or one that is tried; null for none.</param>
    public RoutingPolicy ToPolicy(PolicyVersionRow? version)
    {
        var terms = version?.ReadTerms();
        return new RoutingPolicy
        {
            Id = Id,
            Name = Name,
            Kind = PolicyKinds.Parse(Kind),
            Grants = PolicyKinds.ParseGrants(ReadGrants()),
            Version = version?.Version ?? 0,
            Script = terms?.Script is { } script ? new(version!.Code ?? "", script.TimeoutMs, script.MemoryMb * 1024L * 1024) : null,
            External = terms?.External?.ToPolicy(),
            ProtectedCredential = Credential,
            Revision = Revision,
        };
    }
}
