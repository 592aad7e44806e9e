namespace Gateway.Tests.Matrix.Asking;

/// <summary>An image or a document: by address, inline, or as a file that lies at the provider.</summary>
/// <param name="Who">Who sends it.</param>
/// <param name="MediaType">Its type, such as image/png.</param>
/// <param name="Source">The address, the data in base64, or the file's id.</param>
/// <param name="Where">Which of the three.</param>
internal sealed record MediaPiece(Speaker Who, string MediaType, string Source, MediaPlace Where) : Piece(Who)
{
    /// <summary>How closely to look at an image.</summary>
    public string? Detail { get; init; }

    /// <summary>Whether answers are to cite it.</summary>
    public bool IsCited { get; init; }

    /// <summary>Whether it is an image.</summary>
    public bool IsImage => MediaType.StartsWith("image/", StringComparison.Ordinal);

    public override string Line => $"{By}: {Words}";

    /// <summary>The line without who sends it.</summary>
    public string Words => LineOf(IsImage, Where == MediaPlace.Inline ? MediaType : null, Source);

    /// <summary>How a line tells of media.</summary>
    public static string LineOf(bool isImage, string? mediaType, string source) => $"{(isImage ? "image" : "document")} {(mediaType is null ? "" : mediaType + " ")}{source}";
}
