namespace Signalbox.Wire.Sse;

/// <summary>The kind of a line in an event stream.</summary>
internal enum SseField : byte
{
    /// <summary>A field that has no meaning here: <c>retry</c> or an unknown one.</summary>
    Other,
    Data,
    Event,
    Id,

    /// <summary>A line that starts with a colon.</summary>
    Comment,
}
