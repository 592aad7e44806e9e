using System.Net;
using Gateway.Tests.Matrix.Answering;
using Gateway.Tests.Matrix.Seeing;

namespace Gateway.Tests.Matrix;

/// <summary>One call and what became of it.</summary>
/// <param name="Status">The caller's status.</param>
/// <param name="Notes">The header <c>x-signalbox-translation</c>; empty when there is none.</param>
/// <param name="Body">What the caller got, as it came, when it was no stream.</param>
internal sealed record MatrixExchange(HttpStatusCode Status, string Notes, string Body)
{
    private readonly Seen? _seen;
    private readonly Reply? _reply;

    /// <summary>What the upstream saw.</summary>
    public Seen Seen { get => _seen ?? throw new InvalidOperationException($"The upstream saw nothing. {(int)Status}: {Body}"); init => _seen = value; }

    /// <summary>What the caller got.</summary>
    public Reply Reply { get => _reply ?? throw new InvalidOperationException($"There was no answer. {(int)Status}: {Body}"); init => _reply = value; }
}
