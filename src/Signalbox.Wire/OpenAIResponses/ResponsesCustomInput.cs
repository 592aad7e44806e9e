using System.Text;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>The raw input of a custom tool that stands in for itself as a function with one string, <c>{"input":"..."}</c>.</summary>
internal static class ResponsesCustomInput
{
    /// <summary>Takes the string out; arguments of any other form are the input as they are.</summary>
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
