namespace Signalbox.Core.Access.Migration;

/// <summary>A key and an asset that get another answer.</summary>
/// <param name="KeyId">The key.</param>
/// <param name="KeyName">Its name.</param>
/// <param name="Asset">What is asked for.</param>
/// <param name="Before">The reason of the answer now.</param>
/// <param name="After">The reason of the answer then.</param>
public sealed record AnswerChange(string KeyId, string KeyName, string Asset, AccessReason Before, AccessReason After);
