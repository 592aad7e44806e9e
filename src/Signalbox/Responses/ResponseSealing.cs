using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Signalbox.Responses;

/// <summary>
/// Content as it lies in the database: compressed and encrypted, each for the key and the id it belongs to, so that a row moved to another key
/// opens for nobody.
/// </summary>
internal sealed class ResponseSealing(IDataProtectionProvider provider)
{
    private const string Purpose = "Signalbox.Responses.v1";

    /// <summary>Seals.</summary>
    public string Seal(KeptResponse response, KeptContent content)
    {
        using var packed = new MemoryStream();
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, content.Input.Length);
        packed.Write(length);
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            brotli.Write(content.Input.Span);
            brotli.Write(content.Response.Span);
        }
        return Convert.ToBase64String(Protector(response.KeyId, response.Id).Protect(packed.ToArray()));
    }

    /// <summary>Opens what <see cref="Seal"/> made; false when it was not sealed here for this response, or was altered.</summary>
    public bool TryOpen(string keyId, string id, string sealed_, [NotNullWhen(true)] out KeptContent? content)
    {
        content = null;
        try
        {
            var packed = Protector(keyId, id).Unprotect(Convert.FromBase64String(sealed_));
            var inputLength = BinaryPrimitives.ReadInt32LittleEndian(packed);
            using var source = new MemoryStream(packed, sizeof(int), packed.Length - sizeof(int));
            using var brotli = new BrotliStream(source, CompressionMode.Decompress);
            using var plain = new MemoryStream();
            brotli.CopyTo(plain);
            var bytes = plain.ToArray().AsMemory();
            content = new KeptContent(bytes[..inputLength], bytes[inputLength..]);
            return true;
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException)
        {
            return false;
        }
    }

    private IDataProtector Protector(string keyId, string id) => provider.CreateProtector(Purpose, keyId, id);
}
