namespace Signalbox.Wire.OpenAIResponses;

/// <summary>What of OpenAI's server-side state there is for a request that is read for translation.</summary>
public sealed record ResponsesReadOptions
{
    /// <summary>No state: nothing is kept, and nothing was.</summary>
    public static ResponsesReadOptions Stateless { get; } = new();

    /// <summary>Whether the answer is kept, so that <c>store</c> is honoured.</summary>
    public bool Keeps { get; init; }

    /// <summary>What <c>previous_response_id</c> names; null when there is none.</summary>
    public ResponsesHistory? History { get; init; }
}
