namespace Signalbox.Wire.OpenAIChat;

/// <summary>How a server's models are made to think or not to.</summary>
public enum ChatThinkingSwitch
{
    /// <summary>There is no switch beside the effort.</summary>
    None,

    /// <summary><c>thinking: {"type":"disabled"}</c>; its models think unless told not to (DeepSeek, Z.ai, Moonshot).</summary>
    Thinking,

    /// <summary><c>enable_thinking: true</c> or <c>false</c> (Alibaba Cloud).</summary>
    EnableThinking,

    /// <summary>Arguments of the model's chat template, <c>enable_thinking</c> and <c>thinking</c>, since templates differ in the name (vLLM, SGLang, llama.cpp).</summary>
    ChatTemplate,
}
