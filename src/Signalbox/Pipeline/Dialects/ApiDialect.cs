using System.Buffers;
using Signalbox.Core.Routing;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Upstreams;
using Signalbox.Wire;

namespace Signalbox.Pipeline.Dialects;

/// <summary>
/// One API of models, from both of its ends: as callers speak it to the gateway, and as upstreams expect it. Where both ends of a call are of one
/// dialect its bytes are spliced and passed on. Stateless.
/// </summary>
internal abstract class ApiDialect : IUpstreamApi
{
    /// <summary>Longest name of a model, in UTF-16 code units.</summary>
    public const int MaxModelChars = ModelField.MaxBytes;

    /// <inheritdoc/>
    public abstract string Api { get; }

    // -- The caller's end --

    /// <summary>Reads what the stages need from <see cref="Call.Body"/> into the call. Returns what is wrong with the body, or null.</summary>
    public abstract RequestDefect? Scan(Call call);

    /// <summary>What its requests are read as where they are conversations; null where they are none.</summary>
    public virtual ConversationDialect? Conversation => null;

    /// <summary>Decodes the model's name, of at most <see cref="MaxModelChars"/>; returns how many code units.</summary>
    public abstract int CopyModel(Call call, Span<char> target);

    /// <summary>What the request asks of a deployment. After <see cref="Scan"/>.</summary>
    public abstract RequestShape Shape(Call call);

    /// <summary>The status with which the API tells that it has no capacity.</summary>
    public virtual int OverloadStatus => StatusCodes.Status503ServiceUnavailable;

    /// <summary>Puts the headers that the API's own clients look for.</summary>
    public virtual void SetHeaders(Call call, IHeaderDictionary headers)
    {
    }

    /// <summary>A whole answer of the same dialect as the caller gets it: its very bytes, unless they are not what the caller asked for.</summary>
    public virtual ReadOnlyMemory<byte> PassOn(Call call, ReadOnlyMemory<byte> answer) => answer;

    /// <summary>Writes an error as a response body.</summary>
    public abstract void WriteError(in CallError error, string requestId, IBufferWriter<byte> output);

    // -- The upstream's end --

    /// <inheritdoc/>
    public abstract Uri Endpoint(Call call, RouteDeployment deployment, Upstream upstream);

    /// <inheritdoc/>
    public virtual void Address(HttpRequestMessage request, Call call, Upstream upstream)
    {
    }

    /// <summary>The caller's body of the same dialect, with what must be replaced; and whether usage was asked for that the caller did not ask for.</summary>
    public abstract (BodySplice Body, bool HidesUsage) Splice(Call call, RouteDeployment deployment, Upstream upstream);

    /// <inheritdoc/>
    public abstract AnswerScan ScanAnswer(ReadOnlySpan<byte> body);
}
