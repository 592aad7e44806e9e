namespace Signalbox.Wire.Gemini;

/// <summary>Whose server takes a written <c>generateContent</c> request, where they differ.</summary>
public enum GeminiServer
{
    /// <summary>The Gemini API (https://ai.google.dev/api/generate-content).</summary>
    GeminiApi,

    /// <summary>Vertex AI (https://docs.cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference): it takes penalties on more models.</summary>
    Vertex,
}
