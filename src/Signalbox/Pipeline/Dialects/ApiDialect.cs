using System.Buffers;
using System.Text.Json;
using Signalbox.Core.Snapshots;
using Signalbox.Models.Upstreams;
using Signalbox.Wire;
using Signalbox.Wire.Conversation;

namespace Signalbox.Pipeline.Dialects;

/// <summary>
/// One API for conversations, from both of its ends: as callers speak it to the gateway, and as upstreams expect it. Where both ends of a call
/// are of one dialect its bytes are spliced and passed on; else the request goes through <see cref="ConversationRequest"/> and the answer
/// through <see cref="IAnswerSink"/>. Stateless.
/// </summary>
internal abstract class ApiDialect
{
    /// <summary>Longest name of a model, in UTF-16 code units.</summary>
    public const int MaxModelChars = ModelField.MaxBytes;

    /// <summary>Its name in records, traces and metrics: chat_completions, messages.</summary>
    public abstract string Api { get; }

    // -- The caller's end --

    /// <summary>Reads what the stages need from <see cref="Call.Body"/> into the call. Returns what is wrong with the body, or null.</summary>
    public abstract RequestDefect? Scan(Call call);

    /// <summary>Decodes the model's name, of at most <see cref="MaxModelChars"/>; returns how many code units.</summary>
    public abstract int CopyModel(Call call, Span<char> target);

    /// <summary>Puts the headers that the API's own clients look for.</summary>
    public virtual void SetHeaders(Call call, IHeaderDictionary headers)
    {
    }

    /// <summary>Writes an error as a response body.</summary>
    public abstract void WriteError(in CallError error, string requestId, IBufferWriter<byte> output);

    /// <summary>Writes an error into a stream that has begun.</summary>
    public abstract void WriteErrorEvent(in CallError error, Call call, IBufferWriter<byte> output);

    /// <summary>Reads a body for translation. Returns what is wrong with it, or null.</summary>
    public abstract RequestDefect? Read(JsonElement body, ConversationRequest into);

    /// <summary>Gathers a translated answer as one document.</summary>
    public abstract IAnswerDocument CreateDocument(Call call);

    /// <summary>Writes a translated answer as a stream.</summary>
    public abstract IAnswerSink CreateStream(Call call, IBufferWriter<byte> output);

    // -- The upstream's end --

    /// <summary>Where its calls go at the upstream.</summary>
    public abstract Uri Endpoint(Call call, Upstream upstream);

    /// <summary>Puts credential and protocol headers on a request.</summary>
    public abstract void Address(HttpRequestMessage request, Call call, Upstream upstream);

    /// <summary>The caller's body of the same dialect, with what must be replaced; and whether usage was asked for that the caller did not ask for.</summary>
    public abstract (BodySplice Body, bool HidesUsage) Splice(Call call, RouteDeployment deployment, Upstream upstream);

    /// <summary>Passes a stream of the same dialect on.</summary>
    /// <param name="call">Whose stream it is.</param>
    /// <param name="hideUsage">Whether usage is to be kept from the caller, who did not ask for it.</param>
    public abstract StreamPassage CreatePassage(Call call, bool hideUsage);

    /// <summary>Reads what the gateway needs of a whole answer.</summary>
    public abstract AnswerScan ScanAnswer(ReadOnlySpan<byte> body);
}
