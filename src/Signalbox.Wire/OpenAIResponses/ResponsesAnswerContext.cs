using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>What the writers of an answer must know beside the answer itself.</summary>
/// <param name="id">The response's id, <c>resp_...</c>: the same in every event of a stream (R70). The ids of its items are made from it.</param>
/// <param name="createdAt">When it was made, in seconds since 1970.</param>
/// <param name="request">The request, of which the response repeats the settings; null repeats the defaults. It is read here and not kept, so that
/// the JSON it points into need not outlive this.</param>
/// <param name="names">The names of the request's tools; null takes them from the request.</param>
/// <param name="model">The model as the caller is to see it; null takes the provider's.</param>
public sealed class ResponsesAnswerContext(
    string id, long createdAt, ConversationRequest? request = null, ResponsesToolNames? names = null, string? model = null)
{
    private const string IdPrefix = "resp_";

    private readonly byte[] _settings = ResponsesSettingsWriter.Write(request, NamesOf(request, names));
    private readonly string _idStem = id.StartsWith(IdPrefix, StringComparison.Ordinal) ? id[IdPrefix.Length..] : id;

    /// <summary>The response's id.</summary>
    public string Id => id;

    /// <summary>When it was made, in seconds since 1970.</summary>
    public long CreatedAt => createdAt;

    /// <summary>The model as the caller is to see it; null takes the provider's.</summary>
    public string? Model => model;

    /// <summary>Whether the response is kept: its <c>store</c>.</summary>
    public bool IsKept { get; init; }

    /// <summary>The response it goes on from; null when there is none.</summary>
    public string? PreviousResponseId { get; init; }

    /// <summary>Takes the whole response object when it is at its end, before it is written; null when nobody wants it.</summary>
    public Action<ReadOnlyMemory<byte>>? Ended { get; init; }

    /// <summary>The names of the request's tools.</summary>
    public ResponsesToolNames Names { get; } = NamesOf(request, names);

    /// <summary>The members that repeat the request's settings, each with a comma before it.</summary>
    internal ReadOnlySpan<byte> Settings => _settings;

    /// <summary>The id of an item, the same through its life (R69).</summary>
    internal string IdOf(string prefix, int outputIndex) => $"{prefix}_{_idStem}_{outputIndex}";

    private static ResponsesToolNames NamesOf(ConversationRequest? request, ResponsesToolNames? names) =>
        names ?? (request is null ? new ResponsesToolNames() : ResponsesToolNames.Of(request));
}
