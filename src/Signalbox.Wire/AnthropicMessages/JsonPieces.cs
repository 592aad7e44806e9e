using System.Buffers;
using System.Text;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>
/// Makes the JSON <c>{"input":"..."}</c> of a custom tool's raw input that comes in pieces: what <see cref="Start"/>, <see cref="Next"/> and
/// <see cref="End"/> return is that object when it is joined.
/// </summary>
internal sealed class JsonPieces
{
    private readonly ArrayBufferWriter<byte> _buffer = new(64);
    private readonly WholeCharacters _characters = new();

    /// <summary>The text before the first piece.</summary>
    public string Start()
    {
        _characters.Reset();
        return $"{{\"{ToolInput.CustomMember}\":\"";
    }

    /// <summary>A piece, escaped; the first half of a surrogate pair waits for the second.</summary>
    public string Next(string raw) => Escape(_characters.Next(raw));

    /// <summary>The text after the last piece.</summary>
    public string End() => _characters.End() + "\"}";

    private string Escape(string raw)
    {
        _buffer.ResetWrittenCount();
        JsonText.Write(_buffer, raw);
        return Encoding.UTF8.GetString(_buffer.WrittenSpan[1..^1]);
    }
}
