namespace Signalbox.Egress;

/// <summary>
/// What an operator permits for one host: by default only https to public addresses.
/// Link-local and metadata addresses are beyond any policy, see <see cref="EgressGuard"/>.
/// </summary>
internal sealed record EgressPolicy
{
    /// <summary>Only https, only public addresses, ten seconds to connect.</summary>
    public static EgressPolicy Default { get; } = new();

    /// <summary>
    /// <c>allow_private</c>: the host may be at a private, shared (100.64.0.0/10) or loopback address.
    /// </summary>
    public bool AllowPrivate { get; init; }

    /// <summary><c>allow_http</c>: the host may be spoken to without TLS.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>Longest time for name resolution, TCP and TLS together; above zero.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
