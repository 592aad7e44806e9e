namespace Signalbox.Wire.OpenAIChat;

/// <summary>How a server is made to call a tool.</summary>
public enum ChatForcedTool
{
    /// <summary>As OpenAI does: by a word, or by an object that names the tool.</summary>
    Choice,

    /// <summary>By a word only. One certain tool is forced by sending no other.</summary>
    Word,

    /// <summary>Not by the API: the model is told to, and of one certain tool only that one is sent.</summary>
    Instruction,
}
