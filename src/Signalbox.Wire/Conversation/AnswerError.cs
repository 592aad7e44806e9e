namespace Signalbox.Wire.Conversation;

/// <summary>An error that a provider told in place of an answer, or in its midst.</summary>
/// <param name="Message">The provider's words; to be sanitized before a caller sees them.</param>
/// <param name="Type">The provider's name for it; null when there is none, or when what came is no answer of its API.</param>
/// <param name="Class">What it amounts to.</param>
public sealed record AnswerError(string Message, string? Type, ErrorClass Class)
{
    /// <summary>What came is neither an answer nor an error of its API.</summary>
    public static AnswerError NoAnswer { get; } = new("The provider's answer is not one of its API.", null, ErrorClass.Other);

    /// <summary>The answer calls a tool, and does not say which, or gives no id to answer to.</summary>
    public static AnswerError CallWithoutName { get; } = new("The provider's answer calls a tool without an id or a name.", null, ErrorClass.Other);
}
