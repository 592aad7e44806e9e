using Signalbox.Core.Access;

namespace Signalbox.Access;

/// <summary>The stable words for <see cref="AccessReason"/> in answers and records.</summary>
internal static class AccessReasons
{
    public static string Name(AccessReason reason) => reason switch
    {
        AccessReason.Granted => "granted",
        AccessReason.NotGrantedByOrganization => "not-granted-by-organization",
        AccessReason.NotGrantedByRestriction => "not-granted-by-restriction",
        AccessReason.GrantExpired => "grant-expired",
        AccessReason.OtherEnvironment => "other-environment",
        AccessReason.NotInLegacyList => "not-in-legacy-list",
        _ => "unknown-asset",
    };
}
