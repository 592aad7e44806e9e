using System.Text.Json.Nodes;

namespace Gateway.Tests.Matrix.Asking;

/// <summary>Writes a request as the SDK of one dialect would.</summary>
internal interface ICallerWriter
{
    /// <summary>Where it is sent to.</summary>
    string Path { get; }

    /// <summary>The body.</summary>
    JsonObject Write(Ask ask, string model, bool stream);
}
