using System.Security.Cryptography;

namespace Signalbox.Secrets;

/// <summary>Wraps the server's secrets under another key, so that a master key can be replaced. What it protects stays as it is.</summary>
internal static class SecretRewrap
{
    /// <summary>The secrets that are not under the new key yet, wrapped under it. Those that are were done by a run that did not come to its end.</summary>
    /// <param name="wrapped">All secrets as they are stored, by name.</param>
    /// <param name="current">The key in force.</param>
    /// <param name="next">The key to come.</param>
    /// <exception cref="SecretsUnreadableException">One opens with neither key: nothing may be changed then.</exception>
    public static IReadOnlyDictionary<string, string> Run(IReadOnlyDictionary<string, string> wrapped, KeyEncryptionKey current, KeyEncryptionKey next)
    {
        var changed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in wrapped)
        {
            if (TryUnwrap(next, name, value) is not null) continue;
            var plain = TryUnwrap(current, name, value) ?? throw new SecretsUnreadableException(
                $"The stored secret '{name}' opens neither with the key in force nor with the new one, so nothing was changed. " +
                "Set SIGNALBOX_MASTER_KEY to the key that the gateway ran with last; leave it unset if that was the data directory's secrets/kek.");
            changed[name] = next.Wrap(name, plain);
        }
        return changed;
    }

    private static byte[]? TryUnwrap(KeyEncryptionKey key, string name, string wrapped)
    {
        try
        {
            return key.Unwrap(name, wrapped);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
