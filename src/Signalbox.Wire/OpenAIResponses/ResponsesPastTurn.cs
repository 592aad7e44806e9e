using System.Text.Json;

namespace Signalbox.Wire.OpenAIResponses;

/// <summary>One exchange of a conversation that was kept, parsed.</summary>
/// <param name="Id">The response's id.</param>
/// <param name="Input">What was asked: a string, or an array of items.</param>
/// <param name="Output">What was answered: an array of items, or undefined.</param>
internal readonly record struct ResponsesPastTurn(string Id, JsonElement Input, JsonElement Output);
