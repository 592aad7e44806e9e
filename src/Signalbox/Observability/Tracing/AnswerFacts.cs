using System.Text.Json;

namespace Signalbox.Observability.Tracing;

/// <summary>
/// What an upstream says of its own answer, in whichever API: read from a document or from the events of a stream, and only for calls that are
/// traced. Content is stepped over.
/// </summary>
internal sealed class AnswerFacts
{
    /// <summary>An answer's choices and their messages lie no deeper.</summary>
    private const int Deepest = 4;

    /// <summary>No text here is longer; what is may be content.</summary>
    private const int LongestBytes = 256;

    private readonly List<string> _finishReasons = [];

    /// <summary>The answer's id; null when it told none.</summary>
    public string? Id { get; private set; }

    /// <summary>The model that answered; null when it told none.</summary>
    public string? Model { get; private set; }

    /// <summary>Why its choices ended, in the upstream's words.</summary>
    public IReadOnlyList<string> FinishReasons => _finishReasons;

    /// <summary>Takes what a document or the data of an event tells. What is not JSON tells nothing.</summary>
    public void Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject) ReadObject(ref reader, 1);
        }
        catch (JsonException)
        {
            // The relay judges what came; here it is only looked at.
        }
    }

    private void ReadObject(ref Utf8JsonReader reader, int depth)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var property = Find(ref reader);
            reader.Read();
            switch (property)
            {
                case Property.Id: Id ??= Text(ref reader); break;
                case Property.Model: Model ??= Text(ref reader); break;
                case Property.FinishReason when Text(ref reader) is { } reason: _finishReasons.Add(reason); break;
                case Property.Inner when depth < Deepest: ReadInner(ref reader, depth + 1); break;
                default: reader.Skip(); break;
            }
        }
    }

    private void ReadInner(ref Utf8JsonReader reader, int depth)
    {
        if (reader.TokenType == JsonTokenType.StartObject) ReadObject(ref reader, depth);
        if (reader.TokenType != JsonTokenType.StartArray) return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject) ReadObject(ref reader, depth);
            else reader.Skip();
        }
    }

    private static Property Find(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("responseId"u8)) return Property.Id;
        if (reader.ValueTextEquals("model"u8) || reader.ValueTextEquals("modelVersion"u8)) return Property.Model;
        if (reader.ValueTextEquals("finish_reason"u8) || reader.ValueTextEquals("stop_reason"u8) || reader.ValueTextEquals("finishReason"u8) || reader.ValueTextEquals("stopReason"u8))
            return Property.FinishReason;
        return reader.ValueTextEquals("choices"u8) || reader.ValueTextEquals("candidates"u8) || reader.ValueTextEquals("response"u8) || reader.ValueTextEquals("message"u8)
            || reader.ValueTextEquals("delta"u8) ? Property.Inner : Property.Other;
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length is > 0 and <= LongestBytes) return reader.GetString();
        reader.Skip();
        return null;
    }

    private enum Property
    {
        Other,
        Id,
        Model,
        FinishReason,
        Inner,
    }
}
