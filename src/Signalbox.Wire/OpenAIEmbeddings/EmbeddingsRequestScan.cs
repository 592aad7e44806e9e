namespace Signalbox.Wire.OpenAIEmbeddings;

/// <summary>What the gateway needs to know of a request for embeddings.</summary>
/// <param name="Model">Where the model stands.</param>
/// <param name="WantsBase64">Whether the numbers are asked for in base64, as OpenAI's own clients do unless told otherwise.</param>
public readonly record struct EmbeddingsRequestScan(ModelField Model, bool WantsBase64);
