using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text.Json;

namespace Signalbox.Wire.OpenAIEmbeddings;

/// <summary>
/// Puts the embeddings of an answer into the form that was asked for: base64 of 32-bit floats, little endian
/// (https://platform.openai.com/docs/api-reference/embeddings/create#embeddings_create-encoding_format). Many compatible servers answer with arrays of
/// numbers whatever they are asked, and clients that asked for base64 may read nothing else.
/// </summary>
public static class Base64Embeddings
{
    /// <summary>Writes the answer with each array of numbers in its place; all other bytes stay as they are.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="output">Where to; what was written is of no use when the result is false.</param>
    /// <returns>False when there is nothing to put in another form.</returns>
    public static bool TryWrite(ReadOnlySpan<byte> answer, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var floats = new ArrayBufferWriter<byte>(4096);
        var written = 0;
        try
        {
            var reader = new Utf8JsonReader(answer);
            var isOfData = false;
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                    continue;
                if (reader.CurrentDepth == 1)
                    isOfData = reader.ValueTextEquals("data"u8);
                if (!isOfData || reader.CurrentDepth != 3 || !reader.ValueTextEquals("embedding"u8))
                    continue;
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                if (reader.TokenType != JsonTokenType.StartArray || !TryRead(ref reader, floats))
                    continue;
                output.Write(answer[written..start]);
                WriteBase64(floats.WrittenSpan, output);
                written = (int)reader.BytesConsumed;
            }
        }
        catch (JsonException)
        {
            // What is no JSON is passed on as it is.
            return false;
        }

        output.Write(answer[written..]);
        return written > 0;
    }

    /// <summary>Reads an array to its end; false when it holds anything but numbers that a float can.</summary>
    private static bool TryRead(ref Utf8JsonReader reader, ArrayBufferWriter<byte> floats)
    {
        floats.ResetWrittenCount();
        var depth = reader.CurrentDepth;
        var isVector = true;
        while (reader.Read() && !(reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == depth))
        {
            isVector &= reader.TokenType == JsonTokenType.Number && reader.TryGetSingle(out var number) && float.IsFinite(number) && Add(number, floats);
        }

        return isVector;
    }

    private static bool Add(float number, ArrayBufferWriter<byte> floats)
    {
        BinaryPrimitives.WriteSingleLittleEndian(floats.GetSpan(sizeof(float)), number);
        floats.Advance(sizeof(float));
        return true;
    }

    private static void WriteBase64(ReadOnlySpan<byte> floats, IBufferWriter<byte> output)
    {
        var span = output.GetSpan(Base64.GetMaxEncodedToUtf8Length(floats.Length) + 2);
        span[0] = (byte)'"';
        Base64.EncodeToUtf8(floats, span[1..], out _, out var length);
        span[length + 1] = (byte)'"';
        output.Advance(length + 2);
    }
}
