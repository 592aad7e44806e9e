namespace Signalbox.Wire.AnthropicMessages;

/// <summary>
/// What the gateway needs to know of a Messages request, as offsets into the body that was scanned. Members that take a
/// body must be given that same body.
/// </summary>
public readonly record struct MessagesRequestScan
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

    /// <summary>
    /// <c>max_tokens</c>. Null when unset, null or negative: the API demands it, and it is the upstream that says so.
    /// </summary>
    public long? MaxOutputTokens { get; init; }

    /// <summary>What the request asks of a deployment.</summary>
    public RequestFeatures Features { get; init; }

    /// <summary>Number of elements of <c>messages</c>, at least 1.</summary>
    public int MessageCount { get; init; }

    /// <summary>
    /// Bytes of text in <c>system</c>, the messages and the tool results in them (as written), without images and
    /// documents: the base of a token estimate.
    /// </summary>
    public long PromptTextBytes { get; init; }

    /// <inheritdoc cref="ModelField.CopyTo"/>
    public int CopyModel(ReadOnlySpan<byte> body, Span<char> target) => Model.CopyTo(body, target);

    /// <summary>The model name as a new string.</summary>
    public string ReadModel(ReadOnlySpan<byte> body) => Model.Read(body);

    /// <inheritdoc cref="ModelField.Content"/>
    public ReadOnlySpan<byte> ModelContent(ReadOnlySpan<byte> body) => Model.Content(body);
}
