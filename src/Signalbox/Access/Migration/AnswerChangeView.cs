using Signalbox.Core.Access;
using Signalbox.Core.Access.Migration;

namespace Signalbox.Access.Migration;

/// <summary>A key and an asset that would get another answer.</summary>
/// <param name="KeyId">The key.</param>
/// <param name="KeyName">Its name.</param>
/// <param name="Asset">What is asked for.</param>
/// <param name="AllowedBefore">The answer now.</param>
/// <param name="AllowedAfter">The answer then.</param>
/// <param name="ReasonBefore">Stable word for the reason now.</param>
/// <param name="ReasonAfter">Stable word for the reason then.</param>
internal sealed record AnswerChangeView(
    string KeyId, string KeyName, string Asset, bool AllowedBefore, bool AllowedAfter, string ReasonBefore, string ReasonAfter)
{
    /// <summary>The changes of a comparison that are listed.</summary>
    public static IReadOnlyList<AnswerChangeView> List(AnswerChanges changes) =>
    [
        .. changes.First.Select(change => new AnswerChangeView(
            change.KeyId, change.KeyName, change.Asset, change.Before == AccessReason.Granted, change.After == AccessReason.Granted,
            AccessReasons.Name(change.Before), AccessReasons.Name(change.After))),
    ];
}
