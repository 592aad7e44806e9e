namespace Signalbox.Wire.Json;

/// <summary>Why a text is not the JSON (RFC 8259) that we accept.</summary>
internal enum JsonFault : byte
{
    None,
    UnexpectedEnd,
    UnexpectedByte,
    ControlCharacterInString,
    BadEscape,
    BadNumber,
    TooDeep,
    TrailingData,
}
