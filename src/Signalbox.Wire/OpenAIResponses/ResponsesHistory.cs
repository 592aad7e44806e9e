using System.Text.Json;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// The conversation that <c>previous_response_id</c> goes on from (https://platform.openai.com/docs/guides/conversation-state): the inputs and
/// outputs of a chain of responses. The instructions of earlier responses are no part of it.
/// </summary>
public sealed class ResponsesHistory : IDisposable
{
    private readonly List<JsonDocument> _documents = [];
    private readonly List<ResponsesPastTurn> _turns = [];

    private ResponsesHistory()
    {
    }

    /// <summary>The exchanges, oldest first.</summary>
    internal IReadOnlyList<ResponsesPastTurn> Turns => _turns;

    /// <summary>Reads a chain.</summary>
    /// <param name="exchanges">Its exchanges, oldest first. The history points into them.</param>
    /// <returns>Null when one of them is not JSON that can be read.</returns>
    public static ResponsesHistory? Read(IReadOnlyList<ResponsesExchange> exchanges)
    {
        ArgumentNullException.ThrowIfNull(exchanges);
        var history = new ResponsesHistory();
        try
        {
            foreach (var exchange in exchanges)
                history.Add(exchange);
            return history;
        }
        catch (JsonException)
        {
            // Deeper than a document may be: an upstream's bytes pass unparsed, and may be anything.
            history.Dispose();
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var document in _documents)
            document.Dispose();
        _documents.Clear();
        _turns.Clear();
    }

    private void Add(ResponsesExchange exchange)
    {
        var input = exchange.Input.IsEmpty ? default : Parse(exchange.Input);
        Parse(exchange.Response).TryGet("output", out var output);
        _turns.Add(new ResponsesPastTurn(exchange.Id, input, output.ValueKind == JsonValueKind.Array ? output : default));
    }

    private JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        var document = JsonDocument.Parse(json);
        _documents.Add(document);
        return document.RootElement;
    }
}
