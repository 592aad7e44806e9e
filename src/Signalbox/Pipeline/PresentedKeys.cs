using Microsoft.AspNetCore.Connections.Features;
using Signalbox.Core.Access;
using Signalbox.Secrets;

namespace Signalbox.Pipeline;

/// <summary>
/// The hash of the key a call presents. A client that keeps its connection sends the same header again and again; the server even hands out
/// the same string, so that the hash of the last one is kept with the connection and found again by reference.
/// </summary>
internal sealed class PresentedKeys(KeyHasher hasher)
{
    private static readonly object Item = new();

    /// <summary>The hash.</summary>
    /// <param name="http">The request.</param>
    /// <param name="header">The header's value as the server gave it.</param>
    /// <param name="key">The key within it.</param>
    public KeyHash Hash(HttpContext http, string header, ReadOnlySpan<char> key)
    {
        // The requests of an HTTP/2 connection run at once, which its items cannot bear. The feature is asked for by its type: of the
        // generic method the server looks up the code as well, each time.
        if (!HttpProtocol.IsHttp11(http.Request.Protocol) || http.Features[typeof(IConnectionItemsFeature)] is not IConnectionItemsFeature { Items: { } items })
            return hasher.Hash(key);
        if (items.TryGetValue(Item, out var item) && item is Presented known && ReferenceEquals(known.Header, header)) return known.Hash;
        var hash = hasher.Hash(key);
        items[Item] = new Presented(header, hash);
        return hash;
    }

    private sealed record Presented(string Header, KeyHash Hash);
}
