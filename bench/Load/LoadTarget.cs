using System.Net;

namespace Signalbox.Bench.Load;

/// <summary>What to send where, and what must come back.</summary>
/// <param name="Address">The contender.</param>
/// <param name="Request">The whole request, head and body.</param>
/// <param name="BodyLength">Bytes of the right answer; anything else is an error.</param>
internal sealed record LoadTarget(IPEndPoint Address, ReadOnlyMemory<byte> Request, long BodyLength)
{
    /// <summary>
    /// How many bytes of the answer come before the first that a reader would see: a stream begins with an event that names the role, which a gateway
    /// may hold back for as long as another provider could still answer.
    /// </summary>
    public long ContentAt { get; init; }

    /// <summary>Whether the answer is as it must be.</summary>
    public bool Accepts(ResponseReader response) => response.Status == 200 && response.BodyLength == BodyLength;
}
