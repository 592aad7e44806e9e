using System.Security.Cryptography;
using System.Text;
using Signalbox.Secrets;

namespace Signalbox.Identity;

/// <summary>
/// The admin key: <c>SIGNALBOX_MASTER_KEY</c> when that is set, else one generated at first start and shown once. Only its keyed
/// hash is kept.
/// </summary>
internal sealed class AdminKey(ServerSecrets secrets, KeyHasher hasher)
{
    private const string SecretName = "admin-key";
    private byte[] _hash = [];

    /// <summary>A short word that changes with the key, so that a new key ends the sessions of the old one.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(_hash).AsSpan(0, 8));

    /// <summary>Sets the key up.</summary>
    /// <param name="masterKey">The setting, or null.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    /// <returns>The key, if it was generated just now and must be shown; else null.</returns>
    public async Task<string?> LoadAsync(string? masterKey, CancellationToken cancellation)
    {
        if (!string.IsNullOrEmpty(masterKey))
        {
            _hash = HashOf(masterKey);
            return null;
        }
        string? generated = null;
        _hash = await secrets.GetOrCreateAsync(SecretName, () => HashOf(generated = KeyGenerator.New()), cancellation);
        return generated is not null && CryptographicOperations.FixedTimeEquals(_hash, HashOf(generated)) ? generated : null;
    }

    /// <summary>Whether a presented text is the admin key. Takes the same time whatever it is.</summary>
    public bool Matches(string presented) =>
        presented.Length is > 0 and <= KeyHasher.MaxLength && CryptographicOperations.FixedTimeEquals(HashOf(presented), _hash);

    private byte[] HashOf(string key) => Encoding.ASCII.GetBytes(hasher.Hash(key).ToString());
}
