namespace Signalbox.Wire.OpenAIChat;

/// <summary>How a server is told to go on from the assistant's last message.</summary>
public enum ChatPrefill
{
    /// <summary>It is not told: some go on from it by themselves, others answer anew.</summary>
    Unsaid,

    /// <summary><c>prefix: true</c> on the message (Mistral).</summary>
    Prefix,

    /// <summary><c>partial: true</c> on the message (Moonshot).</summary>
    Partial,

    /// <summary><c>continue_final_message: true</c> on the request (vLLM, SGLang).</summary>
    ContinueFinalMessage,
}
