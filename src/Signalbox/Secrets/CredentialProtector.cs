using Microsoft.AspNetCore.DataProtection;

namespace Signalbox.Secrets;

/// <summary>Encrypts what is stored and must be read again: upstream credentials, kept answers.</summary>
internal sealed class CredentialProtector(IDataProtectionProvider provider)
{
    private readonly IDataProtector _protector = provider.CreateProtector("Signalbox.Credentials.v1");

    /// <summary>Encrypts.</summary>
    public string Protect(string plain) => _protector.Protect(plain);

    /// <summary>Decrypts.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">Not encrypted here, or altered.</exception>
    public string Unprotect(string encrypted) => _protector.Unprotect(encrypted);
}
