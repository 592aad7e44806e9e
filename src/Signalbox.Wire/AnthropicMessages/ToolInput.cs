using System.Text;
using System.Text.Json;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.AnthropicMessages;

/// <summary>Writes the <c>input</c> of a <c>tool_use</c> block, which must be a JSON object whatever the model wrote.</summary>
internal static class ToolInput
{
    /// <summary>The member that holds arguments which are no JSON object.</summary>
    public const string RawMember = "_raw";

    /// <summary>The one member of a custom tool's input.</summary>
    public const string CustomMember = "input";

    /// <summary>Writes the object: arguments as they are, nothing as <c>{}</c>, anything else as it was under <c>_raw</c>.</summary>
    public static void Write(Utf8JsonWriter writer, string arguments, bool isCustom)
    {
        if (!isCustom && IsObject(arguments, out var bytes))
        {
            writer.WriteRawValue(bytes, skipInputValidation: true);
            return;
        }

        writer.WriteStartObject();
        if (isCustom)
            writer.WriteString(CustomMember, arguments);
        else if (!string.IsNullOrWhiteSpace(arguments))
            writer.WriteString(RawMember, arguments);
        writer.WriteEndObject();
    }

    private static bool IsObject(string arguments, out byte[] bytes)
    {
        bytes = Encoding.UTF8.GetBytes(arguments);
        var cursor = new JsonCursor(bytes);
        return cursor.Peek() == JsonKind.Object && cursor.Skip() && cursor.ReadEnd();
    }
}
