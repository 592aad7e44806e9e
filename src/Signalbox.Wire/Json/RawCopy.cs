using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Signalbox.Wire.Json;

/// <summary>Copies objects with a few of their members changed; all else stays as it was written.</summary>
internal static class RawCopy
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The text of an object.</summary>
    /// <param name="value">What it is copied from.</param>
    /// <param name="size">About how many bytes it will have.</param>
    /// <param name="change">Writes the value of a member instead; returns false, having written nothing, where it stays.</param>
    public static byte[] Of(JsonElement value, int size, Func<Utf8JsonWriter, string, JsonElement, bool> change)
    {
        var output = new ArrayBufferWriter<byte>(size);
        using (var writer = new Utf8JsonWriter(output, Options))
            WriteObject(writer, value, change);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes an object within another.</summary>
    public static void WriteObject(Utf8JsonWriter writer, JsonElement value, Func<Utf8JsonWriter, string, JsonElement, bool> change)
    {
        writer.WriteStartObject();
        foreach (var member in value.EnumerateObject())
        {
            var name = RawElement.Name(member);
            writer.WritePropertyName(name);
            if (!change(writer, name, member.Value))
                RawElement.Write(writer, member.Value);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes those elements of an array that are to stay.</summary>
    public static void WriteArray(Utf8JsonWriter writer, JsonElement array, Func<JsonElement, bool> isLeftOut)
    {
        writer.WriteStartArray();
        foreach (var element in array.EnumerateArray())
        {
            if (!isLeftOut(element))
                RawElement.Write(writer, element);
        }

        writer.WriteEndArray();
    }
}
