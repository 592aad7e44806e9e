using System.Security.Principal;

namespace Signalbox.Identity;

/// <summary>Who makes an admin request.</summary>
/// <param name="Name">For the audit trail.</param>
/// <param name="Permissions">OBJECT:ACTION words; <c>*</c> is all of them.</param>
internal sealed record AdminSubject(string Name, IReadOnlySet<string> Permissions) : IIdentity
{
    /// <summary>The holder of the admin key, who may do everything.</summary>
    public static AdminSubject Admin { get; } = new("admin", new HashSet<string>(StringComparer.Ordinal) { "*" });

    /// <summary>Whether the subject holds a permission.</summary>
    public bool Has(string permission) => Permissions.Contains("*") || Permissions.Contains(permission);

    string? IIdentity.AuthenticationType => "signalbox";

    bool IIdentity.IsAuthenticated => true;
}
