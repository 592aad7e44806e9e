namespace Signalbox.Egress;

/// <summary>Why a call to an upstream brought no usable answer, as far as the connection is concerned.</summary>
internal enum EgressFailure
{
    /// <summary>The egress guard forbade the connection. Trying again changes nothing.</summary>
    Refused,

    /// <summary>The host name does not resolve.</summary>
    DnsFailure,

    /// <summary>No address of the host accepted a TCP connection.</summary>
    ConnectFailed,

    /// <summary>Resolution, TCP and TLS together took longer than the connect timeout.</summary>
    ConnectTimeout,

    /// <summary>TLS could not be agreed, or the certificate was not acceptable.</summary>
    TlsFailed,

    /// <summary>The connection ended before the answer did.</summary>
    Reset,

    /// <summary>The answer, or a part of it, did not come in time.</summary>
    Timeout,

    /// <summary>What came is not HTTP, or breaks its rules or our bounds on headers.</summary>
    InvalidResponse,

    /// <summary>We gave up the call ourselves, for instance because the caller went away.</summary>
    Canceled,

    /// <summary>Not a failure of the connection: a fault of our own, which must not be hidden as one.</summary>
    Unknown,
}
