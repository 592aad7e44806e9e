namespace Signalbox.Models.Upstreams;

/// <summary>What can be asked of an upstream; each has an address of its own.</summary>
internal enum UpstreamOperation
{
    /// <summary>OpenAI's chat completions.</summary>
    ChatCompletions,

    /// <summary>OpenAI's responses.</summary>
    Responses,

    /// <summary>OpenAI's embeddings.</summary>
    Embeddings,

    /// <summary>Anthropic's messages.</summary>
    Messages,

    /// <summary>Anthropic's messages as a stream.</summary>
    StreamMessages,

    /// <summary>Anthropic's counting of tokens.</summary>
    TokenCount,

    /// <summary>Google's generateContent.</summary>
    Generate,

    /// <summary>Google's streamGenerateContent.</summary>
    StreamGenerate,

    /// <summary>Bedrock's Converse.</summary>
    Converse,

    /// <summary>Bedrock's ConverseStream.</summary>
    ConverseStream,
}
