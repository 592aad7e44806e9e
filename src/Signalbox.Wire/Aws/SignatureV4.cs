using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Signalbox.Wire.Aws;

/// <summary>
/// AWS Signature Version 4 in the header <c>Authorization</c> (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html),
/// for every service but S3, whose paths are signed otherwise.
/// </summary>
/// <remarks>
/// <code>
/// 1  canonical request   method, path, query, headers, names of the headers, hash of the body
/// 2  string to sign      algorithm, time, scope (date/region/service), hash of 1
/// 3  key                 the secret, narrowed by date, region and service
/// 4  Authorization       access key, scope, names of the headers, HMAC of 2 with 3
/// </code>
/// </remarks>
public static class SignatureV4
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string Terminator = "aws4_request";

    /// <summary>Signs a request.</summary>
    /// <param name="request">What is signed. It must be sent as it is here.</param>
    /// <param name="credentials">Who signs.</param>
    /// <param name="scope">Where the signature holds.</param>
    /// <param name="at">When: AWS takes it for about five minutes.</param>
    /// <returns>
    /// The headers to add to the request: <c>X-Amz-Date</c>, <c>X-Amz-Security-Token</c> and <c>x-amz-content-sha256</c> where they belong, and
    /// <c>Authorization</c>.
    /// </returns>
    public static IReadOnlyList<KeyValuePair<string, string>> Sign(SignableRequest request, AwsCredentials credentials, SignatureScope scope, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Sign(request, request.Uri.AbsolutePath, request.Uri.Query.TrimStart('?'), credentials, scope, at);
    }

    /// <summary>As the other, with path and query as they stand on the request line, which <see cref="Uri"/> may write differently.</summary>
    internal static IReadOnlyList<KeyValuePair<string, string>> Sign(
        SignableRequest request, string path, string query, AwsCredentials credentials, SignatureScope scope, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        var time = at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var payloadHash = Hash(request.Payload.Span);
        var added = new List<KeyValuePair<string, string>> { new("X-Amz-Date", time) };
        if (!string.IsNullOrEmpty(credentials.SessionToken))
            added.Add(new("X-Amz-Security-Token", credentials.SessionToken));
        if (request.SendsPayloadHash)
            added.Add(new("x-amz-content-sha256", payloadHash));
        var headers = new CanonicalHeaders();
        foreach (var (name, value) in request.Headers.Concat(added))
            headers.Add(name, value);
        if (!headers.Has("host"))
            headers.Add("host", request.Uri.Authority);
        var canonical = $"{request.Method}\n{CanonicalPath.Of(path)}\n{CanonicalQuery.Of(query)}\n{headers}\n{headers.Names}\n{payloadHash}";
        var scopePath = $"{time[..8]}/{scope.Region}/{scope.Service}/{Terminator}";
        var toSign = $"{Algorithm}\n{time}\n{scopePath}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        var signature = Convert.ToHexStringLower(Hmac(Key(credentials.SecretAccessKey, time[..8], scope), toSign));
        added.Add(new("Authorization", $"{Algorithm} Credential={credentials.AccessKeyId}/{scopePath}, SignedHeaders={headers.Names}, Signature={signature}"));
        return added;
    }

    private static byte[] Key(string secret, string date, SignatureScope scope) =>
        Hmac(Hmac(Hmac(Hmac(Encoding.UTF8.GetBytes("AWS4" + secret), date), scope.Region), scope.Service), Terminator);

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
