using Signalbox.Core.Assets;
using Signalbox.Egress;
using Signalbox.Models.Providers;

namespace Signalbox.Models.Upstreams.Credentials;

/// <summary>
/// Makes of a provider's settings what proves its calls. What the stored secret is follows from the kind and the fields beside it:
/// <code>
///   openai, openai_compatible   a key, as bearer
///   anthropic, gemini           a key, in the API's own header
///   azure_openai                a key; with client_id the secret of that Entra application; without a secret the gateway's own identity
///   vertex                      a service account's key file, or a key of express mode; without one the gateway's own identity
///   bedrock                     access keys "id:secret[:session]", or a Bedrock API key; without one the gateway's own identity
/// </code>
/// </summary>
internal sealed partial class UpstreamCredentials(EgressHandlers egress, TimeProvider time, ILogger<UpstreamCredentials> logger)
{
    /// <summary>Makes it.</summary>
    /// <param name="provider">The settings.</param>
    /// <param name="secret">The stored secret in clear; null when there is none.</param>
    public UpstreamCredential Create(Provider provider, string? secret) => provider.Kind switch
    {
        ProviderKind.AzureOpenAI when secret is not null && provider.ClientId is null => new HeaderCredential("api-key", secret, secret),
        ProviderKind.AzureOpenAI => Token(provider, EntraTokens.Source(provider, secret), secret),
        ProviderKind.Vertex when secret is not null && !ProviderAccountRules.IsServiceAccount(secret) => new GoogleApiKey(secret),
        ProviderKind.Vertex when secret is not null => Token(provider, GoogleTokens.OfServiceAccount(secret, egress, Policy(provider)), secret),
        ProviderKind.Vertex => Token(provider, GoogleTokens.OfEnvironment(), null),
        ProviderKind.Bedrock when secret is not null && !secret.Contains(':', StringComparison.Ordinal) => HeaderCredential.Bearer(secret),
        ProviderKind.Bedrock => AwsCredential.Create(provider, secret, Failed(provider), time),
        _ when secret is null => NoCredential.Instance,
        ProviderKind.Anthropic => new HeaderCredential("x-api-key", secret, secret),
        ProviderKind.Gemini => new GoogleApiKey(secret),
        _ => HeaderCredential.Bearer(secret),
    };

    private TokenCredential Token(Provider provider, Func<CancellationToken, Task<(string, DateTimeOffset)>> source, string? secret) =>
        new(source, secret is null ? [] : [secret], Failed(provider), time);

    private Action<Exception> Failed(Provider provider) => failure => Log.NoCredential(logger, provider.Name, failure.GetType().Name, failure.Message);

    private static EgressPolicy Policy(Provider provider) => new()
    {
        AllowPrivate = provider.AllowPrivate,
        AllowHttp = provider.AllowHttp,
        ConnectTimeout = TimeSpan.FromMilliseconds(provider.Timeouts.ConnectMs),
    };

    private static partial class Log
    {
        [LoggerMessage(401, LogLevel.Warning, "No credential for provider {Provider} could be had from its identity service: {Failure}: {Reason}")]
        public static partial void NoCredential(ILogger logger, string provider, string failure, string reason);
    }
}
