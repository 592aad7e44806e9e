using System.Globalization;
using System.Text.Json;
using Signalbox.Admin;
using Signalbox.Core.Assets;
using Signalbox.Core.Promotion;

namespace Signalbox.Routing;

/// <summary>A row of <c>route_groups</c>.</summary>
internal sealed record RouteGroupRow
{
    public required string Id { get; init; }
    public required string Key { get; init; }
    public string? Description { get; init; }
    public required string Strategy { get; init; }
    public long Enabled { get; init; }
    /// <summary>JSON list of access groups.</summary>
    public string Tags { get; init; } = "[]";
    /// <summary>JSON form of <see cref="RouteGroupSettings"/>.</summary>
    public string Settings { get; init; } = "{}";
    public required string Owner { get; init; }
    public long Revision { get; init; }
    public long CreatedAt { get; init; }
    public long UpdatedAt { get; init; }

    /// <summary>Which entry takes a share of the calls beside the primary, as ENTRY:PERCENT; null for none.</summary>
    public string? Canary { get; init; }

    /// <summary>The share, read; none where it is not what this version writes.</summary>
    public CanaryShare? ReadCanary() =>
        Canary?.Split(':') is [var entry, var percent] && double.TryParse(percent, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) ? new(entry, share / 100) : null;

    /// <summary>A share as it is kept.</summary>
    public static string? Write(CanaryShare? share) => share is null ? null : string.Create(CultureInfo.InvariantCulture, $"{share.EntryId}:{share.Share * 100:0.######}");

    /// <summary>The access groups, read.</summary>
    public string[] ReadTags() => JsonSerializer.Deserialize(Tags, RoutingJson.Default.StringArray)!;

    /// <summary>The settings, read; none where they are not what this version writes.</summary>
    public RouteGroupSettings ReadSettings()
    {
        try
        {
            return JsonSerializer.Deserialize(Settings, RoutingJson.Default.RouteGroupSettings) ?? new();
        }
        catch (JsonException)
        {
            return new();
        }
    }

    /// <summary>As what can be granted.</summary>
    public AssetRow ToAsset() => new(AssetKind.CallableTarget, Key, ReadTags());
}

/// <summary>A row of <c>route_group_members</c>.</summary>
internal sealed record RouteGroupMemberRow
{
    public required string RouteGroupId { get; init; }
    public long Position { get; init; }
    public required string Model { get; init; }
    public long Weight { get; init; }
    public long Priority { get; init; }
    /// <summary>ULID; null for a row that was written before members had one.</summary>
    public string? Id { get; init; }
    /// <summary>primary, shadow or retired; null under other strategies.</summary>
    public string? Status { get; init; }
    /// <summary>The status that the configuration file gave it last.</summary>
    public string? Declared { get; init; }
}

/// <summary>A route group with its members.</summary>
internal sealed record StoredRouteGroup(RouteGroupRow Row, IReadOnlyList<RouteGroupMemberRow> Members)
{
    /// <summary>The writable fields.</summary>
    public RouteGroupDraft ToDraft() => ToDraft(Row.ReadSettings());

    private RouteGroupDraft ToDraft(RouteGroupSettings settings) => new()
    {
        Key = Row.Key,
        Description = Row.Description,
        Strategy = Row.Strategy,
        Enabled = Row.Enabled != 0,
        Tags = Row.ReadTags(),
        Members = [.. Members.Select(m => new RouteGroupMemberDraft { Model = m.Model, Weight = (int)m.Weight, Priority = (int)m.Priority, Status = m.Status, Quality = settings.QualityOf(m.Model) })],
        Fallback = settings.Fallback,
        Shadow = settings.Shadow,
        Promotion = settings.Promotion,
        Watch = settings.Watch,
        Hedge = settings.Hedge,
        StickyBy = settings.StickyBy,
        Score = settings.Score,
        Policy = settings.Policy,
        PolicyFallback = settings.PolicyFallback,
        Requires = settings.Requires,
    };

    /// <summary>As the API shows it.</summary>
    public RouteGroupView ToView()
    {
        var draft = ToDraft();
        return new RouteGroupView(
            Row.Id, Row.Key, Row.Description, Row.Strategy, draft.Enabled, draft.Tags, draft.Members, draft.Fallback, draft.Shadow, draft.Promotion, draft.Watch, draft.Hedge, draft.StickyBy, draft.Score, draft.Policy, draft.PolicyFallback,
            draft.Requires, Row.Owner, Preconditions.ETag(Row.Revision),
            DateTimeOffset.FromUnixTimeMilliseconds(Row.CreatedAt), DateTimeOffset.FromUnixTimeMilliseconds(Row.UpdatedAt));
    }

    /// <summary>As the snapshot needs it.</summary>
    public RouteGroup ToRouteGroup() => ToRouteGroup(Row.ReadSettings());

    private RouteGroup ToRouteGroup(RouteGroupSettings settings) => new()
    {
        Id = Row.Id,
        Key = Row.Key,
        Strategy = RouteStrategies.Parse(Row.Strategy) ?? throw new InvalidDataException($"Route group '{Row.Key}' has the unknown strategy '{Row.Strategy}'."),
        Enabled = Row.Enabled != 0,
        Tags = Row.ReadTags(),
        CreatedAt = Row.CreatedAt / 1000,
        Members = [.. Members.Select(m => new RouteGroupMember(m.Model, (int)m.Weight, (int)m.Priority, m.Id ?? "", RegistryStatuses.Parse(m.Status)) { Quality = settings.QualityOf(m.Model) })],
        Fallback = settings.Fallback,
        Shadow = settings.Shadow?.ToPlan(),
        Hedge = settings.Hedge?.ToPlan(),
        Canary = Row.ReadCanary(),
        Affinity = Row.Strategy == RouteStrategies.Ab && settings.StickyBy is null ? RouteAffinity.Key : RouteAffinities.Parse(settings.StickyBy),
        Score = settings.Score?.ToWeights(),
        Policy = Row.Strategy == RouteStrategies.Policy ? settings.Policy : null,
        PolicyFallback = RouteStrategies.Parse(settings.PolicyFallback) ?? RouteStrategy.Static,
    };

    /// <summary>The entries of its registry.</summary>
    public IReadOnlyList<RegistryEntry> ToEntries() => [.. Members.Select(m => new RegistryEntry(m.Id ?? "", RegistryStatuses.Parse(m.Status)))];
}
