namespace Signalbox.Wire.OpenAIResponses;

/// <summary>The values of an event's <c>type</c> (https://platform.openai.com/docs/api-reference/responses-streaming).</summary>
internal enum ResponsesPayloadKind : byte
{
    Unknown,

    /// <summary><c>keepalive</c>, or the <c>ping</c> of other servers.</summary>
    KeepAlive,

    Error,

    /// <summary><c>response.created</c>, <c>response.queued</c> or <c>response.in_progress</c>.</summary>
    Begun,

    /// <summary><c>response.completed</c> or <c>response.incomplete</c>.</summary>
    Ended,

    Failed,

    /// <summary>Any type that ends with <c>.delta</c>.</summary>
    Delta,

    ItemAdded,

    ItemDone,

    /// <summary>A part of a message or of a reasoning summary begins or ends.</summary>
    Part,
}
