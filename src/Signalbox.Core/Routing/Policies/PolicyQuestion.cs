namespace Signalbox.Core.Routing.Policies;

/// <summary>What a policy is asked about one call.</summary>
/// <param name="Json">UTF-8 JSON of <c>{"schema", "request", "members"}</c>; nobody changes it after.</param>
/// <param name="Likeness">What calls must have in common for one answer to serve them all; null where answers are not kept.</param>
public sealed record PolicyQuestion(ReadOnlyMemory<byte> Json, PolicyLikeness? Likeness)
{
    /// <summary>The form of the question.</summary>
    public const string Schema = "signalbox.policy-question.v1";

    /// <summary>The form of the answer, which it may name.</summary>
    public const string AnswerSchema = "signalbox.policy-answer.v1";
}
