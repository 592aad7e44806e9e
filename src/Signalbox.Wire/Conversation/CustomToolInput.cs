using System.Text;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.Conversation;

/// <summary>The raw input of a tool that takes text and was sent as a function with one string, <c>{"input":"..."}</c>.</summary>
internal static class CustomToolInput
{
    /// <summary>Takes the string out; arguments of any other shape are the model's own idea of raw text, and are handed on as they are.</summary>
    public static string Unwrap(string arguments)
    {
        var json = Encoding.UTF8.GetBytes(arguments);
        return TryUnwrap(json, out var input) ? input : arguments;
    }

    private static bool TryUnwrap(byte[] json, out string input)
    {
        input = "";
        var found = false;
        var cursor = new JsonCursor(json);
        if (cursor.Peek() != JsonKind.Object || !cursor.BeginObject())
            return false;
        while (cursor.NextMember(out var name))
        {
            if (!name.Is(json, "input"u8) || cursor.Peek() != JsonKind.String)
            {
                cursor.Skip();
                continue;
            }

            found = cursor.ReadString(out var value);
            input = found ? JsonText.Decode(value.Content.Of(json)) : "";
        }

        return found && cursor.ReadEnd();
    }
}
