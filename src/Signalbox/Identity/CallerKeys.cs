using Microsoft.Net.Http.Headers;
using Signalbox.Core.Snapshots;
using Signalbox.Secrets;

namespace Signalbox.Identity;

/// <summary>Knows callers by their keys, where the control plane has something to tell them.</summary>
internal sealed class CallerKeys(SnapshotHolder snapshots, KeyHasher hasher, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    private static readonly string[] PlainHeaders = ["x-api-key", "api-key", "x-goog-api-key"];

    /// <summary>Whether a request presents a caller's key that is in force.</summary>
    public bool Presents(HttpRequest request)
    {
        var bearer = request.Headers[HeaderNames.Authorization].ToString();
        if (bearer.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return IsKey(bearer.AsSpan(Scheme.Length).Trim());
        return bearer.Length == 0 && PlainHeaders.Any(name => IsKey(request.Headers[name].ToString()));
    }

    private bool IsKey(ReadOnlySpan<char> presented) =>
        presented.Length is > 0 and <= KeyHasher.MaxLength
        && snapshots.Current.Authenticate(hasher.Hash(presented), time.GetUtcNow().ToUnixTimeMilliseconds()) is not null;
}
