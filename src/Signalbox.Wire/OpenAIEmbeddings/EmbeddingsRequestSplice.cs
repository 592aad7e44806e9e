namespace Signalbox.Wire.OpenAIEmbeddings;

/// <summary>A request for embeddings as it goes upstream: the caller's body with another model.</summary>
public static class EmbeddingsRequestSplice
{
    /// <summary>Plans the replacement of the model.</summary>
    /// <param name="body">The body that was scanned.</param>
    /// <param name="model">Where its model stands.</param>
    /// <param name="upstreamModel">The upstream's model name as a JSON string token with quotes (<see cref="Json.JsonText.Encode"/>).</param>
    public static BodySplice Create(ReadOnlyMemory<byte> body, ModelField model, ReadOnlyMemory<byte> upstreamModel)
    {
        var builder = new BodySplice.Builder(body);
        builder.Apply(BodySplice.Edit.Model(model, upstreamModel));
        return builder.Finish();
    }
}
