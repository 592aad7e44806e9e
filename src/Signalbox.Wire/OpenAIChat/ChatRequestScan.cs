using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>
/// What the gateway needs to know of a chat completion request, as offsets into the body that was scanned. Members that
/// take a body must be given that same body.
/// </summary>
public readonly record struct ChatRequestScan
{
    /// <summary>As <see cref="ModelField.MaxBytes"/>.</summary>
    public const int MaxModelBytes = ModelField.MaxBytes;

    /// <summary>Where <c>model</c> stands.</summary>
    public ModelField Model { get; init; }

    /// <summary>The value of <c>model</c> with its quotes.</summary>
    public ByteRange ModelToken => Model.Token;

    /// <summary>Whether the model name is written with escapes, so that the bytes between the quotes are not its value.</summary>
    public bool ModelEscaped => Model.Escaped;

    /// <summary>Whether <c>stream</c> is true.</summary>
    public bool Stream { get; init; }

    /// <summary>The value of <c>stream_options</c> (object or null), when the field is there.</summary>
    public ByteRange StreamOptions { get; init; }

    /// <summary>Whether <c>stream_options</c> is there, null included.</summary>
    public bool HasStreamOptions => StreamOptions.IsPresent;

    /// <summary>Whether the caller asked for usage at the end of a stream (<c>stream_options.include_usage</c> is true).</summary>
    public bool IncludeUsage { get; init; }

    /// <summary>
    /// The most output tokens the caller allows: <c>max_completion_tokens</c> or <c>max_tokens</c>, the larger when both
    /// are there, since servers differ in which one they obey. Null when unset or negative (some servers' "unlimited").
    /// </summary>
    public long? MaxOutputTokens { get; init; }

    /// <summary>What the request asks of a deployment.</summary>
    public RequestFeatures Features { get; init; }

    /// <summary>Number of elements of <c>messages</c>, at least 1.</summary>
    public int MessageCount { get; init; }

    /// <summary>
    /// Bytes of text in the messages (string contents and <c>text</c> parts, as written), without images and other
    /// attachments: the base of a token estimate.
    /// </summary>
    public long PromptTextBytes { get; init; }

    /// <summary>How many choices are asked for (<c>n</c>), 1 when unset.</summary>
    public int Choices { get; init; }

    /// <summary>The content of <c>user</c> without its quotes, when it is a string.</summary>
    public ByteRange User { get; init; }

    /// <summary>The <c>stream_options</c> edit that would make the upstream report usage.</summary>
    internal UsageRequestSite UsageRequestSite { get; init; }

    /// <inheritdoc cref="ModelField.CopyTo"/>
    public int CopyModel(ReadOnlySpan<byte> body, Span<char> target) => Model.CopyTo(body, target);

    /// <summary>The model name as a new string.</summary>
    public string ReadModel(ReadOnlySpan<byte> body) => Model.Read(body);

    /// <inheritdoc cref="ModelField.Content"/>
    public ReadOnlySpan<byte> ModelContent(ReadOnlySpan<byte> body) => Model.Content(body);

    /// <summary>The caller's <c>user</c> as a new string, or null.</summary>
    public string? ReadUser(ReadOnlySpan<byte> body) => User.IsPresent ? JsonText.Decode(User.Of(body)) : null;
}
