namespace Signalbox.Wire.Aws;

/// <summary>The parts of a request that are signed.</summary>
public sealed record SignableRequest
{
    /// <summary>The HTTP method, in upper case.</summary>
    public required string Method { get; init; }

    /// <summary>The address as it is sent: what its path has encoded is signed encoded once more.</summary>
    public required Uri Uri { get; init; }

    /// <summary>
    /// Headers to sign, beside <c>host</c> and those the signature brings. Several of one name count in the order they are sent. A header that a proxy
    /// or the HTTP client may change must not be among them.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Whether the body's hash is sent, and signed, as <c>x-amz-content-sha256</c>, which some services demand and all take.</summary>
    public bool SendsPayloadHash { get; init; } = true;
}
