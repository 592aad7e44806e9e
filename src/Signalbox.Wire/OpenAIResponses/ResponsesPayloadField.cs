namespace Signalbox.Wire.OpenAIResponses;

/// <summary>The members of answers and stream events that the gateway reads.</summary>
internal enum ResponsesPayloadField : byte
{
    Unknown,
    Id,
    Type,
    Code,
    Item,
    Part,
    Model,
    Usage,
    Delta,
    Error,
    Object,
    Output,
    Status,
    ServiceTier,
    Message,
    Response,
}
