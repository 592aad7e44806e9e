using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>An element of <c>tool_calls</c>, or <c>function_call</c>. Empty strings, which some servers send for nothing, are null.</summary>
internal readonly record struct ChatCallDelta(long? Index, string? Id, string? Name, string Arguments, bool IsCustom)
{
    /// <summary>Reads the object that comes next.</summary>
    public static ChatCallDelta Read(ReadOnlySpan<byte> json, ref JsonCursor cursor)
    {
        var delta = new ChatCallDelta(null, null, null, "", false);
        cursor.BeginObject();
        while (cursor.NextMember(out var name))
        {
            if (cursor.Peek() == JsonKind.Object && (name.Is(json, "function"u8) || name.Is(json, "custom"u8)))
            {
                delta = ReadTool(json, ref cursor, delta with { IsCustom = name.Is(json, "custom"u8) });
                continue;
            }

            cursor.Skip(out var value);
            if (name.Is(json, "index"u8))
                delta = JsonText.TryReadWhole(value.Of(json), out var index) ? delta with { Index = index } : delta;
            else if (name.Is(json, "id"u8))
                delta = delta with { Id = Word(json, value) };
        }

        return delta;
    }

    /// <summary>Reads the <c>function_call</c> that comes next, which is a function without more.</summary>
    public static ChatCallDelta ReadFunction(ReadOnlySpan<byte> json, ref JsonCursor cursor) =>
        ReadTool(json, ref cursor, new ChatCallDelta(0, null, null, "", false));

    private static ChatCallDelta ReadTool(ReadOnlySpan<byte> json, ref JsonCursor cursor, ChatCallDelta delta)
    {
        cursor.BeginObject();
        while (cursor.NextMember(out var name))
        {
            cursor.Skip(out var value);
            if (name.Is(json, "name"u8))
                delta = delta with { Name = Word(json, value) };
            else if (name.Is(json, "arguments"u8) || name.Is(json, "input"u8))
                delta = delta with { Arguments = ReadArguments(json, value) };
        }

        return delta;
    }

    /// <summary>Arguments are JSON in a string; Ollama and others have sent the object itself.</summary>
    private static string ReadArguments(ReadOnlySpan<byte> json, ByteRange value) =>
        value.Length > 0 && json[value.Start] == (byte)'{'
            ? System.Text.Encoding.UTF8.GetString(value.Of(json))
            : ChatDeltaWalk.Text(json, value) ?? "";

    private static string? Word(ReadOnlySpan<byte> json, ByteRange value) =>
        ChatDeltaWalk.Text(json, value) is { Length: > 0 } word ? word : null;
}
