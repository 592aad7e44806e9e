namespace Signalbox.Responses;

/// <summary>What was asked and answered. Never logged, and never in clear in the database.</summary>
/// <param name="Input">The <c>input</c> of the request as it was sent, or empty.</param>
/// <param name="Response">The response object.</param>
internal sealed record KeptContent(ReadOnlyMemory<byte> Input, ReadOnlyMemory<byte> Response)
{
    /// <summary>Bytes of both.</summary>
    public int Size => Input.Length + Response.Length;

    /// <summary>Says its size and nothing else, wherever it may be written.</summary>
    public override string ToString() => $"{Size} bytes";
}
