namespace Signalbox.Wire.OpenAIResponses;

/// <summary>Which items of a list are asked for (https://platform.openai.com/docs/api-reference/responses/input-items).</summary>
/// <param name="After">The item after which the page begins, in its own order; null from the first on.</param>
/// <param name="Limit">The most items, 1 to 100.</param>
/// <param name="Ascending">Whether the oldest come first; otherwise the newest.</param>
public readonly record struct ResponsesItemPage(string? After, int Limit, bool Ascending);
