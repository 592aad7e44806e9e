namespace Signalbox.Wire.OpenAIResponses;

/// <summary>A response that was kept, with what it answered.</summary>
/// <param name="Id">The response's id.</param>
/// <param name="Input">The <c>input</c> of its request as it was sent: a string, or an array of items.</param>
/// <param name="Response">The response object.</param>
public sealed record ResponsesExchange(string Id, ReadOnlyMemory<byte> Input, ReadOnlyMemory<byte> Response);
