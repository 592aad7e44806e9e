using System.Text.Json;
using Signalbox.Pipeline.Dialects;
using Signalbox.Wire;
using Signalbox.Wire.Conversation;

namespace Signalbox.Pipeline;

/// <summary>A caller's request in no dialect. It points into the body it was read from.</summary>
internal sealed class TranslatedRequest : IDisposable
{
    private readonly JsonDocument _document;

    private TranslatedRequest(JsonDocument document, ConversationRequest request, RequestDefect? defect) =>
        (_document, Request, Defect) = (document, request, defect);

    /// <summary>The request; not whole when there is a <see cref="Defect"/>.</summary>
    public ConversationRequest Request { get; }

    /// <summary>What is wrong with it, so that it cannot be translated; null when nothing is.</summary>
    public RequestDefect? Defect { get; }

    /// <summary>Reads the body of a call, which parsing has found to be one JSON object.</summary>
    public static TranslatedRequest Read(Call call)
    {
        var dialect = call.Dialect.Conversation ?? throw new InvalidOperationException($"A request to {call.Dialect.Api} is no conversation.");
        var document = JsonDocument.Parse(call.Body);
        var request = new ConversationRequest { MaxImageBytes = call.MaxImageBytes };
        try
        {
            return new TranslatedRequest(document, request, dialect.Read(call, document.RootElement, request) ?? SchemaReferences.Check(request));
        }
        catch (InvalidOperationException)
        {
            // The one thing that well-formed JSON may hold and no string can: half of a surrogate pair, written as an escape.
            return new TranslatedRequest(document, request, new RequestDefect(
                "A string of the request holds an incomplete surrogate pair, which cannot be sent to a model of another API. Send whole characters.", null));
        }
    }

    public void Dispose() => _document.Dispose();
}
