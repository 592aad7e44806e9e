using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Signalbox.Models.Probe;

/// <summary>Judges a certificate as every call does, and remembers why.</summary>
internal sealed class CertificateJudgment(string host)
{
    /// <summary>What the certificate is, once it was seen.</summary>
    public string Summary { get; private set; } = "";

    /// <summary>Why it is not acceptable, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>The form that <see cref="SslClientAuthenticationOptions"/> takes. Changes no verdict.</summary>
    public bool Judge(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is X509Certificate2 seen)
            Summary = $"certificate of {NameOf(seen)}, issued by {seen.GetNameInfo(X509NameType.SimpleName, forIssuer: true)}, " +
                $"valid until {seen.NotAfter.ToUniversalTime():yyyy-MM-dd}.";
        if (errors != SslPolicyErrors.None)
            Problem = Explain(certificate as X509Certificate2, chain, errors);
        return errors == SslPolicyErrors.None;
    }

    private string Explain(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
            return "The server shows no certificate.";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return $"The certificate is for {NameOf(certificate)}, not for {host}.";

        var flaws = chain?.ChainStatus.Select(status => status.Status).ToHashSet() ?? [];
        if (flaws.Contains(X509ChainStatusFlags.NotTimeValid))
            return $"The certificate is valid from {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd} " +
                $"to {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd} only.";
        if (flaws.Overlaps([X509ChainStatusFlags.UntrustedRoot, X509ChainStatusFlags.PartialChain]))
            return $"The certificate's issuer ({certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true)}) is not trusted " +
                "on this machine; add it to the system's trusted certificates.";
        return $"The certificate is not acceptable: {string.Join(", ", flaws)}.";
    }

    private static string NameOf(X509Certificate2 certificate) => certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false);
}
