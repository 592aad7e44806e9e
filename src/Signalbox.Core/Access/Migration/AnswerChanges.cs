namespace Signalbox.Core.Access.Migration;

/// <summary>All answers that change.</summary>
/// <param name="Total">How many.</param>
/// <param name="First">The first of them, in order of key and asset.</param>
public sealed record AnswerChanges(long Total, IReadOnlyList<AnswerChange> First)
{
    /// <summary>None.</summary>
    public static AnswerChanges None { get; } = new(0, []);
}
