using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Testing.Upstream;

/// <summary>A proper answer in one API's words: whole, and as the frames of a stream.</summary>
internal interface IUpstreamAnswer
{
    private static readonly JsonSerializerOptions AsWritten = new()
    {
        // Providers send UTF-8 as it is, not escaped; so multi-byte characters cross chunk borders in tests.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The body of an answer that is not streamed.</summary>
    JsonObject Completion();

    /// <summary>The frames of a stream, in order, up to and with the content.</summary>
    IEnumerable<string> ContentFrames();

    /// <summary>The frames that tell why the answer ended, and its usage.</summary>
    IEnumerable<string> FinalFrames();

    /// <summary>The frame that ends the stream.</summary>
    string LastFrame { get; }

    /// <summary>An error inside the stream.</summary>
    string ErrorFrame { get; }

    /// <summary>Media type of a stream.</summary>
    string StreamType => "text/event-stream; charset=utf-8";

    /// <summary>A frame's bytes.</summary>
    byte[] Encode(string frame) => Encoding.UTF8.GetBytes(frame);

    /// <summary>JSON as providers write it.</summary>
    static string Text(JsonObject json) => json.ToJsonString(AsWritten);
}
