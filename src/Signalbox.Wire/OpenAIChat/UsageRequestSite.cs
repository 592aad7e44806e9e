namespace Signalbox.Wire.OpenAIChat;

/// <summary>Where, inside a present <c>stream_options</c> object, <c>include_usage</c> stands or could be put.</summary>
/// <param name="IncludeUsageValue">The value of <c>include_usage</c>, when the member is there.</param>
/// <param name="IsEmptyObject">Whether the object has no member at all, so that an insertion needs no comma.</param>
/// <param name="IsNull">Whether <c>stream_options</c> is null.</param>
internal readonly record struct UsageRequestSite(ByteRange IncludeUsageValue, bool IsEmptyObject, bool IsNull);
