using Signalbox.Core.Assets;
using Signalbox.Egress;
using Signalbox.Models.Providers;
using Signalbox.Wire.OpenAIChat;

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
        ProviderKind.Bedrock => Aws(provider, secret?.Split(':', 3) ?? []),
        _ when secret is null => NoCredential.Instance,
        ProviderKind.Anthropic => new HeaderCredential("x-api-key", secret, secret),
        ProviderKind.Gemini => new GoogleApiKey(secret),
        _ => HeaderCredential.Bearer(secret),
    };

    private TokenCredential Token(Provider provider, Func<CancellationToken, Task<(string, DateTimeOffset)>> source, string? secret)
    {
        string[] secrets = secret is null ? [] : [secret];
        return new(source, secrets, Failed(provider, secrets), time);
    }

    private AwsCredential Aws(Provider provider, string[] keys) => AwsCredential.Create(provider, keys, Failed(provider, keys), time);

    /// <summary>Tells the log, without what an identity service may repeat of what it was shown.</summary>
    private Action<Exception> Failed(Provider provider, IReadOnlyList<string> secrets) => failure =>
        Log.NoCredential(logger, provider.Name, failure.GetType().Name, secrets.Aggregate(Reason(failure), (text, secret) => text.Replace(secret, TextRedaction.CredentialMark, StringComparison.Ordinal)));

    /// <summary>The libraries wrap what the service said once or twice, and not all repeat it.</summary>
    private static string Reason(Exception failure) =>
        failure.InnerException is { } inner && Reason(inner) is var cause && !failure.Message.Contains(cause, StringComparison.Ordinal) ? $"{failure.Message} {cause}" : failure.Message;

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
