namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// The top-level fields of a Responses request that the gateway reads
/// (https://platform.openai.com/docs/api-reference/responses/create). All others pass unread.
/// </summary>
internal enum ResponsesRequestField : byte
{
    Unknown,
    Model,
    Input,
    Instructions,
    Stream,
    MaxOutputTokens,
    Tools,
    Text,
    Reasoning,
    PreviousResponseId,
    Store,
    Background,
}
