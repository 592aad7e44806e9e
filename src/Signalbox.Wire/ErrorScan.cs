namespace Signalbox.Wire;

/// <summary>An upstream's error object, as offsets into the JSON that was scanned.</summary>
/// <param name="Message">Content of <c>message</c> without quotes, possibly with JSON escapes.</param>
/// <param name="Type">Content of <c>type</c> without quotes.</param>
/// <param name="Code">Content of <c>code</c>: of the string without quotes, or the digits of a number.</param>
/// <param name="Class">What <paramref name="Type"/> and <paramref name="Code"/> amount to.</param>
public readonly record struct ErrorScan(ByteRange Message, ByteRange Type, ByteRange Code, ErrorClass Class);
