using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>
/// What the gateway needs to know of a Responses request, as offsets into the body that was scanned. Members that take a
/// body must be given that same body.
/// </summary>
public readonly record struct ResponsesRequestScan
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

    /// <summary><c>max_output_tokens</c>. Null when unset, null or negative.</summary>
    public long? MaxOutputTokens { get; init; }

    /// <summary>What the request asks of a deployment.</summary>
    public RequestFeatures Features { get; init; }

    /// <summary>
    /// Bytes of text in <c>instructions</c>, the input and the outputs of tools in it (as written), without images, sound
    /// and files: the base of a token estimate. What a previous response or a stored prompt adds is not known here.
    /// </summary>
    public long PromptTextBytes { get; init; }

    /// <summary>Whether <c>previous_response_id</c> is a string: the request goes on from a response that was kept.</summary>
    public bool HasPreviousResponse => PreviousResponse.IsPresent;

    /// <summary>The value of <c>previous_response_id</c> with its quotes, when it is a string.</summary>
    public ByteRange PreviousResponse { get; init; }

    /// <summary>The value of <c>input</c>, which may be null; not present when it is unset.</summary>
    public ByteRange Input { get; init; }

    /// <summary><c>store</c>; null when unset or null, which is true to OpenAI.</summary>
    public bool? Store { get; init; }

    /// <summary>Whether <c>background</c> is true: the answer is to be fetched later, from the upstream that began it.</summary>
    public bool Background { get; init; }

    /// <summary>The value of <c>previous_response_id</c>, decoded; null when there is none.</summary>
    public string? ReadPreviousResponse(ReadOnlySpan<byte> body) =>
        HasPreviousResponse ? JsonText.Decode(PreviousResponse.Of(body)[1..^1]) : null;

    /// <inheritdoc cref="ModelField.CopyTo"/>
    public int CopyModel(ReadOnlySpan<byte> body, Span<char> target) => Model.CopyTo(body, target);

    /// <summary>The model name as a new string.</summary>
    public string ReadModel(ReadOnlySpan<byte> body) => Model.Read(body);

    /// <inheritdoc cref="ModelField.Content"/>
    public ReadOnlySpan<byte> ModelContent(ReadOnlySpan<byte> body) => Model.Content(body);
}
