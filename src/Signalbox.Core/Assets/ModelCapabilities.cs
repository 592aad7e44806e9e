namespace Signalbox.Core.Assets;

/// <summary>What a deployment can do, as a set. The names are those of <see cref="Deployment.Capabilities"/>.</summary>
[Flags]
public enum ModelCapabilities
{
    /// <summary>Nothing, or nothing known.</summary>
    None = 0,

    /// <summary>Answers chat completions.</summary>
    Chat = 1 << 0,

    /// <summary>Answers OpenAI's responses.</summary>
    Responses = 1 << 1,

    /// <summary>Answers Anthropic's messages.</summary>
    Messages = 1 << 2,

    /// <summary>Makes embeddings.</summary>
    Embeddings = 1 << 3,

    /// <summary>Calls tools.</summary>
    Tools = 1 << 4,

    /// <summary>Calls several tools in one turn.</summary>
    ParallelTools = 1 << 5,

    /// <summary>Looks at images.</summary>
    Images = 1 << 6,

    /// <summary>Hears and speaks.</summary>
    Audio = 1 << 7,

    /// <summary>Reads documents.</summary>
    Pdf = 1 << 8,

    /// <summary>Answers in JSON of a schema.</summary>
    StructuredOutput = 1 << 9,

    /// <summary>Thinks before it answers.</summary>
    Reasoning = 1 << 10,

    /// <summary>Any of the APIs for conversations.</summary>
    Conversation = Chat | Responses | Messages,
}
