namespace Testing.Upstream;

/// <summary>How an answer ends, once its chunks (or half of its JSON body) are written.</summary>
public enum StreamEnding
{
    /// <summary>As the protocol has it: the last chunk, then <c>[DONE]</c>.</summary>
    Done,

    /// <summary>Everything but <c>[DONE]</c>; the HTTP message ends properly.</summary>
    WithoutDone,

    /// <summary>Everything but <c>[DONE]</c>; the HTTP message stays open until the caller leaves (R42).</summary>
    OpenWithoutDone,

    /// <summary>As <see cref="OpenWithoutDone"/>, with comments as heartbeats all the while (R42).</summary>
    OpenWithHeartbeats,

    /// <summary>Content, but neither <c>finish_reason</c> nor <c>[DONE]</c>; the HTTP message ends properly (R41).</summary>
    WithoutFinish,

    /// <summary>Content, then the connection is closed in the middle of the HTTP message (R41).</summary>
    Truncated,

    /// <summary>Content, then the connection is reset.</summary>
    Reset,

    /// <summary>Content, then silence until the caller leaves (R53).</summary>
    Silent,

    /// <summary>Content, then an error event inside the stream, which then ends (R48).</summary>
    ErrorEvent,
}
