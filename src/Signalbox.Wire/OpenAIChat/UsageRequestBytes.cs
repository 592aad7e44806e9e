namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// The bytes that ask an upstream for usage at the end of a stream
/// (https://platform.openai.com/docs/api-reference/chat/create#chat_create-stream_options), for each place they may go.
/// </summary>
internal static class UsageRequestBytes
{
    /// <summary>A whole new top-level field, to follow another one.</summary>
    public static ReadOnlyMemory<byte> NewField { get; } = ",\"stream_options\":{\"include_usage\":true}"u8.ToArray();

    /// <summary>The value of <c>stream_options</c> in place of null.</summary>
    public static ReadOnlyMemory<byte> Object { get; } = "{\"include_usage\":true}"u8.ToArray();

    /// <summary>The first member of a <c>stream_options</c> object that has others.</summary>
    public static ReadOnlyMemory<byte> FirstMember { get; } = "\"include_usage\":true,"u8.ToArray();

    /// <summary>The member of a <c>stream_options</c> object that was empty.</summary>
    public static ReadOnlyMemory<byte> OnlyMember { get; } = "\"include_usage\":true"u8.ToArray();

    /// <summary>The value of <c>include_usage</c> in place of false or null.</summary>
    public static ReadOnlyMemory<byte> True { get; } = "true"u8.ToArray();
}
