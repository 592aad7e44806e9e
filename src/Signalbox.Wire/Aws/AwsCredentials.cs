using System.Text;

namespace Signalbox.Wire.Aws;

/// <summary>What AWS knows a caller by. Its text never holds the secret or the token, so that neither gets into a log.</summary>
/// <param name="AccessKeyId">The key's name, which is no secret.</param>
/// <param name="SecretAccessKey">The key.</param>
/// <param name="SessionToken">The token that temporary keys come with; null for lasting ones.</param>
public sealed record AwsCredentials(string AccessKeyId, string SecretAccessKey, string? SessionToken = null)
{
    private bool PrintMembers(StringBuilder text)
    {
        text.Append("AccessKeyId = ").Append(AccessKeyId);
        return true;
    }
}
