using System.Security.Cryptography;
using System.Text;

namespace Signalbox.Secrets;

/// <summary>
/// The key that wraps every other secret (AES-256-GCM). Derived from <c>SIGNALBOX_MASTER_KEY</c> when that is set, so that
/// instances share it; else from a random file in the data directory that only its owner may read.
/// </summary>
internal sealed class KeyEncryptionKey
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private readonly byte[] _key;

    private KeyEncryptionKey(byte[] key) => _key = key;

    /// <summary>Derives the key from the master key.</summary>
    public static KeyEncryptionKey FromMasterKey(string masterKey) => new(HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(masterKey), 32, info: "signalbox key encryption key v1"u8.ToArray()));

    /// <summary>Reads the key from <c>secrets/kek</c>, made at first start.</summary>
    public static KeyEncryptionKey FromDirectory(string dataDirectory)
    {
        var directory = Path.Combine(dataDirectory, "secrets");
        PrivateFiles.CreateDirectory(directory);
        var path = Path.Combine(directory, "kek");
        if (!File.Exists(path)) PrivateFiles.WriteNew(path, RandomNumberGenerator.GetBytes(32));
        var bytes = File.ReadAllBytes(path);
        return bytes.Length == 32 ? new(bytes) : throw new InvalidDataException($"{path} is damaged: it must hold 32 bytes. Restore it from a backup.");
    }

    /// <summary>Encrypts; the name is bound in, so that one secret cannot be passed off as another.</summary>
    public string Wrap(string name, ReadOnlySpan<byte> plain)
    {
        var output = new byte[NonceSize + plain.Length + TagSize];
        RandomNumberGenerator.Fill(output.AsSpan(0, NonceSize));
        using var aes = new AesGcm(_key, TagSize);
        aes.Encrypt(output.AsSpan(0, NonceSize), plain, output.AsSpan(NonceSize, plain.Length), output.AsSpan(NonceSize + plain.Length), Encoding.UTF8.GetBytes(name));
        return Convert.ToBase64String(output);
    }

    /// <summary>Decrypts.</summary>
    /// <exception cref="CryptographicException">The text was wrapped under another key or name, was altered, or is no wrapped secret at all.</exception>
    public byte[] Unwrap(string name, string wrapped)
    {
        var buffer = new byte[wrapped.Length];
        if (!Convert.TryFromBase64String(wrapped, buffer, out var length) || length < NonceSize + TagSize)
            throw new CryptographicException("The wrapped secret is damaged.");
        var input = buffer.AsSpan(0, length);
        var plain = new byte[input.Length - NonceSize - TagSize];
        using var aes = new AesGcm(_key, TagSize);
        aes.Decrypt(input[..NonceSize], input[NonceSize..^TagSize], input[^TagSize..], plain, Encoding.UTF8.GetBytes(name));
        return plain;
    }
}
