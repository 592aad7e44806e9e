namespace Signalbox.Wire.Conversation;

/// <summary>A call of a tool that the model made.</summary>
/// <param name="Id">What the result refers to.</param>
/// <param name="Name">The tool's.</param>
/// <param name="Arguments">JSON of an object, or for a custom tool its raw input.</param>
public sealed record ToolCallPart(string Id, string Name, string Arguments) : ContentPart
{
    /// <summary>Whether the tool takes raw text instead of JSON (OpenAI's custom tools).</summary>
    public bool IsCustom { get; init; }

    /// <summary>The provider's proof that belongs to the call itself, marked with whose it is (<c>gemini:</c> for a <c>thoughtSignature</c>); null when there is none.</summary>
    public string? Signature { get; init; }
}
