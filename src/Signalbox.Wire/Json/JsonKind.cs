namespace Signalbox.Wire.Json;

/// <summary>What the next JSON value is, judged by its first byte.</summary>
internal enum JsonKind : byte
{
    /// <summary>The input ends here.</summary>
    End,
    Object,
    Array,
    String,
    Number,
    True,
    False,
    Null,

    /// <summary>No JSON value starts with this byte.</summary>
    Invalid,
}
