using Azure.Core;
using Azure.Identity;
using Signalbox.Core.Assets;

namespace Signalbox.Models.Upstreams.Credentials;

/// <summary>Tokens of Entra ID for Azure OpenAI (https://learn.microsoft.com/azure/ai-foundry/openai/how-to/managed-identity).</summary>
internal static class EntraTokens
{
    private static readonly TokenRequestContext Scope = new(["https://cognitiveservices.azure.com/.default"]);

    /// <summary>
    /// With a client secret, tokens of that application; without, those of the workload or managed identity that the gateway runs as.
    /// </summary>
    public static Func<CancellationToken, Task<(string, DateTimeOffset)>> Source(Provider provider, string? clientSecret)
    {
        Azure.Core.TokenCredential credential = clientSecret is not null
            ? new ClientSecretCredential(provider.TenantId, provider.ClientId, clientSecret)
            : new ChainedTokenCredential(
                new WorkloadIdentityCredential(new WorkloadIdentityCredentialOptions { ClientId = provider.ClientId, TenantId = provider.TenantId }),
                new ManagedIdentityCredential(provider.ClientId is { } id ? ManagedIdentityId.FromUserAssignedClientId(id) : ManagedIdentityId.SystemAssigned));
        return async cancellation =>
        {
            var token = await credential.GetTokenAsync(Scope, cancellation);
            return (token.Token, token.ExpiresOn);
        };
    }
}
