using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;
using Google.Apis.Http;
using Signalbox.Egress;

namespace Signalbox.Models.Upstreams.Credentials;

/// <summary>Tokens of Google Cloud for Vertex AI (https://cloud.google.com/docs/authentication).</summary>
internal static class GoogleTokens
{
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    /// <summary>Tokens of a service account, whose key names where they are asked for: that address is guarded like an upstream's.</summary>
    public static Func<CancellationToken, Task<(string, DateTimeOffset)>> OfServiceAccount(string key, EgressHandlers egress, EgressPolicy policy)
    {
        var account = CredentialFactory.FromJson<ServiceAccountCredential>(key);
        var guarded = new GuardedClients(egress, new Uri(account.TokenServerUrl), policy);
        var credential = account.ToGoogleCredential().CreateScoped(Scope).CreateWithHttpClientFactory(guarded);
        return cancellation => FetchAsync(credential, cancellation);
    }

    /// <summary>
    /// Tokens of who the gateway runs as: a file that GOOGLE_APPLICATION_CREDENTIALS names (workload identity federation too), or the machine's
    /// metadata server.
    /// </summary>
    public static Func<CancellationToken, Task<(string, DateTimeOffset)>> OfEnvironment()
    {
        GoogleCredential? credential = null;
        return async cancellation =>
        {
            credential ??= (await GoogleCredential.GetApplicationDefaultAsync(cancellation)).CreateScoped(Scope);
            return await FetchAsync(credential, cancellation);
        };
    }

    /// <summary>A new token each time: keeping it is our own business.</summary>
    private static async Task<(string, DateTimeOffset)> FetchAsync(GoogleCredential credential, CancellationToken cancellation)
    {
        switch (credential.UnderlyingCredential)
        {
            case ServiceCredential service:
                await service.RequestAccessTokenAsync(cancellation);
                return Of(service.Token);
            case UserCredential user:
                await user.RefreshTokenAsync(cancellation);
                return Of(user.Token);
            case var other:
                throw new NotSupportedException($"Google credentials of the type {other.GetType().Name} cannot be used.");
        }
    }

    private static (string, DateTimeOffset) Of(TokenResponse token) =>
        (token.AccessToken, new DateTimeOffset(token.IssuedUtc).AddSeconds(token.ExpiresInSeconds ?? 3600));

    private sealed class GuardedClients(EgressHandlers egress, Uri address, EgressPolicy policy) : HttpClientFactory
    {
        protected override HttpMessageHandler CreateHandler(CreateHttpClientArgs args) => egress.ForUpstream(address, policy);
    }
}
