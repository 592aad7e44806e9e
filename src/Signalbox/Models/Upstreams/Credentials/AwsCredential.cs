using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;
using Signalbox.Core.Assets;
using Signalbox.Wire.Aws;

namespace Signalbox.Models.Upstreams.Credentials;

/// <summary>
/// Signs each call with AWS keys: those of the provider, or of who the gateway runs as (environment, web identity, container, instance), before or after
/// assuming a role. The SDK finds and fetches them; a role's keys are renewed by our own rule, ahead of time, and signing is our own too, on the path of
/// the call.
/// </summary>
/// <param name="keys">Gets the keys in force.</param>
/// <param name="region">Where they are to be used.</param>
/// <param name="secrets">What of them is stored.</param>
/// <param name="time">The clock.</param>
internal sealed class AwsCredential(Func<CancellationToken, ValueTask<ImmutableCredentials>> keys, string region, IReadOnlyList<string> secrets, TimeProvider time) : UpstreamCredential
{
    private const string Service = "bedrock";
    private const string SessionName = "signalbox";
    private readonly SignatureScope _scope = new(region, Service);

    public override IReadOnlyList<string> Secrets => secrets;

    public override bool IsFixed => false;

    /// <summary>The credential of a provider.</summary>
    /// <param name="provider">Its settings.</param>
    /// <param name="keys">The parts of <c>access key id:secret access key[:session token]</c>; none for those of the gateway's own surroundings.</param>
    /// <param name="failed">Told of each time that none could be had.</param>
    /// <param name="time">The clock.</param>
    public static AwsCredential Create(Provider provider, IReadOnlyList<string> keys, Action<Exception> failed, TimeProvider time)
    {
        var region = provider.Region!;
        AWSCredentials source = keys switch
        {
            [var id, var secret] => new BasicAWSCredentials(id, secret),
            [var id, var secret, var session] => new SessionAWSCredentials(id, secret, session),
            _ => new FromSurroundings(),
        };
        if (provider.RoleArn is not { } role) return new AwsCredential(cancellation => KeptBySdkAsync(source, failed, cancellation), region, keys, time);
        var service = new AmazonSecurityTokenServiceConfig { RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region) };
        var assumed = new Renewing<ImmutableCredentials>(cancellation => AssumeAsync(source, role, service, cancellation), failed, time);
        return new AwsCredential(assumed.GetAsync, region, keys, time);
    }

    public override async ValueTask ProveAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        ImmutableCredentials current;
        try
        {
            current = await keys(cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            throw new UpstreamCredentialException("no AWS credentials could be had", failure);
        }
        var signable = new SignableRequest { Method = request.Method.Method, Uri = request.RequestUri!, Payload = body };
        var signature = SignatureV4.Sign(signable, new AwsCredentials(current.AccessKey, current.SecretKey, current.Token), _scope, time.GetUtcNow());
        foreach (var (name, value) in signature) request.Headers.TryAddWithoutValidation(name, value);
    }

    private static async ValueTask<ImmutableCredentials> KeptBySdkAsync(AWSCredentials source, Action<Exception> failed, CancellationToken cancellation)
    {
        try
        {
            return await source.GetCredentialsAsync().WaitAsync(cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            failed(failure);
            throw;
        }
    }

    /// <summary>Keys of a role, got with other keys (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html).</summary>
    private static async Task<(ImmutableCredentials, DateTimeOffset)> AssumeAsync(
        AWSCredentials source, string role, AmazonSecurityTokenServiceConfig service, CancellationToken cancellation)
    {
        using var client = new AmazonSecurityTokenServiceClient(source, service);
        var answer = await client.AssumeRoleAsync(new Amazon.SecurityToken.Model.AssumeRoleRequest { RoleArn = role, RoleSessionName = SessionName }, cancellation);
        var keys = answer.Credentials;
        var expires = keys.Expiration is { } at ? new DateTimeOffset(at.ToUniversalTime()) : throw new InvalidDataException("The keys of the role do not say until when they are valid.");
        return (new ImmutableCredentials(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken), expires);
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
}
