using System.Security.Cryptography;
using Signalbox.Core.Assets;
using Signalbox.Core.Routing.Policies;
using Signalbox.Egress;
using Signalbox.Policies.External;
using Signalbox.Policies.Scripts;
using Signalbox.Secrets;

namespace Signalbox.Policies.Running;

/// <summary>Makes what asks a version of a policy.</summary>
internal sealed class PolicyEngines(EgressHandlers egress, CredentialProtector protector, TimeProvider time)
{
    /// <summary>Makes it. The policy must have a version.</summary>
    public IPolicyEngine Create(RoutingPolicy policy) => policy switch
    {
        { Script: { } script } => new ScriptEngine(script),
        { External: { } external } => new ExternalEngine(external, ReadCredential(policy), egress, time),
        _ => throw new ArgumentException("The policy has no version.", nameof(policy)),
    };

    /// <summary>A credential that cannot be read is left out: the server's own 401 then says so.</summary>
    private PolicyCredential? ReadCredential(RoutingPolicy policy)
    {
        try
        {
            return policy.ProtectedCredential is { } stored ? PolicyCredential.Parse(protector.Unprotect(stored)) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
