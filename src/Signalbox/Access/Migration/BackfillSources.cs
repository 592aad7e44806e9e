using Signalbox.Core.Access;
using Signalbox.Core.Assets;

namespace Signalbox.Access.Migration;

/// <summary>The words that name a backfill's writes in the audit trail.</summary>
internal static class BackfillSources
{
    /// <summary>The word for a write at that level.</summary>
    public static string Of(ScopeKind kind, AssetKind assets) => kind switch
    {
        ScopeKind.Organization => "legacy_org_bootstrap_backfill",
        _ when assets == AssetKind.McpServer => "mcp_scope_backfill",
        ScopeKind.User => "legacy_user_models_backfill",
        _ => "legacy_models_backfill",
    };
}
