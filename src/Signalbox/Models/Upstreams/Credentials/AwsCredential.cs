using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;
using Signalbox.Core.Assets;
using Signalbox.Wire.Aws;

namespace Signalbox.Models.Upstreams.Credentials;

/// <summary>
/// Signs each call with AWS keys: those of the provider, or of who the gateway runs as (environment, web identity, container, instance), before or after
/// assuming a role. The SDK finds, fetches and renews them; signing is our own, on the path of the call.
/// </summary>
internal sealed class AwsCredential(AWSCredentials source, string region, IReadOnlyList<string> secrets, Action<Exception> failed, TimeProvider time) : UpstreamCredential
{
    private const string Service = "bedrock";
    private const string SessionName = "signalbox";
    private readonly SignatureScope _scope = new(region, Service);

    public override IReadOnlyList<string> Secrets => secrets;

    public override bool IsFixed => false;

    /// <summary>The credential of a provider.</summary>
    /// <param name="provider">Its settings.</param>
    /// <param name="keys"><c>access key id:secret access key[:session token]</c>; null for those of the gateway's own surroundings.</param>
    /// <param name="failed">Told of each time that none could be had.</param>
    /// <param name="time">The clock.</param>
    public static AwsCredential Create(Provider provider, string? keys, Action<Exception> failed, TimeProvider time)
    {
        var region = provider.Region!;
        string[] parts = keys?.Split(':', 3) ?? [];
        AWSCredentials source = parts switch
        {
            [var id, var secret] => new BasicAWSCredentials(id, secret),
            [var id, var secret, var session] => new SessionAWSCredentials(id, secret, session),
            _ => new FromSurroundings(),
        };
        if (provider.RoleArn is { } role)
        {
            var client = new AmazonSecurityTokenServiceConfig { RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region) };
            source = new AssumedRole(source, role, client);
        }
        return new AwsCredential(source, region, parts, failed, time);
    }

    public override async ValueTask ProveAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        ImmutableCredentials keys;
        try
        {
            keys = await source.GetCredentialsAsync().WaitAsync(cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            failed(failure);
            throw new UpstreamCredentialException("no AWS credentials could be had", failure);
        }
        var signable = new SignableRequest { Method = request.Method.Method, Uri = request.RequestUri!, Payload = body };
        var signature = SignatureV4.Sign(signable, new AwsCredentials(keys.AccessKey, keys.SecretKey, keys.Token), _scope, time.GetUtcNow());
        foreach (var (name, value) in signature) request.Headers.TryAddWithoutValidation(name, value);
    }

    /// <summary>Looked for when first needed, since that may ask the machine's metadata service.</summary>
    private sealed class FromSurroundings : AWSCredentials
    {
        private volatile AWSCredentials? _found;

        public override ImmutableCredentials GetCredentials() => Find().GetCredentials();

        public override async Task<ImmutableCredentials> GetCredentialsAsync() =>
            await (_found ?? await Task.Run(Find)).GetCredentialsAsync();

        private AWSCredentials Find() => _found ??= DefaultAWSCredentialsIdentityResolver.GetCredentials();
    }

    /// <summary>A role assumed with other credentials.</summary>
    private sealed class AssumedRole(AWSCredentials source, string role, AmazonSecurityTokenServiceConfig config) : RefreshingAWSCredentials
    {
        protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
        {
            using var client = new AmazonSecurityTokenServiceClient(source, config);
            var answer = await client.AssumeRoleAsync(new Amazon.SecurityToken.Model.AssumeRoleRequest { RoleArn = role, RoleSessionName = SessionName });
            var keys = answer.Credentials;
            return new CredentialsRefreshState(
                new ImmutableCredentials(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken), keys.Expiration ?? DateTime.UtcNow.AddHours(1));
        }

        protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();
    }
}
