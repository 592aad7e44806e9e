using System.Text.Json;
using Signalbox.Wire.Conversation;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>Reads the fields of a chat request that bear on how tokens are chosen.</summary>
internal static class ChatSamplingReader
{
    /// <summary>Reads a field that is not null. False when it is none of these.</summary>
    public static bool TryRead(ChatReading reading, string name, JsonElement value)
    {
        var request = reading.Request;
        switch (name)
        {
            case "max_tokens" or "max_completion_tokens":
                // Two names of one bound: a caller that sends both means the larger to hold.
                var bound = reading.Whole(value, name, least: 1);
                if (bound > (request.MaxOutputTokens ?? 0))
                    request.MaxOutputTokens = bound;
                return true;
            case "temperature":
                request.Temperature = Noted(reading, ConversationFeature.Temperature, name, value);
                return true;
            case "top_p":
                request.TopP = Noted(reading, ConversationFeature.TopP, name, value);
                return true;
            case "top_k":
                request.TopK = reading.Whole(value, name);
                reading.Note(ConversationFeature.TopK, name);
                return true;
            case "frequency_penalty":
                request.FrequencyPenalty = Noted(reading, ConversationFeature.Penalties, name, value, unset: 0);
                return true;
            case "presence_penalty":
                request.PresencePenalty = Noted(reading, ConversationFeature.Penalties, name, value, unset: 0);
                return true;
            case "seed":
                request.Seed = reading.Whole(value, name);
                reading.Note(ConversationFeature.Seed, name);
                return true;
            case "stop":
                ReadStop(reading, value);
                return true;
            case "logit_bias":
                if (reading.IsObject(value, name) && value.GetPropertyCount() > 0)
                    reading.Note(ConversationFeature.LogitBias, name);
                return true;
            case "logprobs":
                if (reading.Flag(value, name) == true)
                    reading.Note(ConversationFeature.Logprobs, name);
                return true;
            case "top_logprobs":
                if (reading.Whole(value, name, least: 0) > 0)
                    reading.Note(ConversationFeature.Logprobs, name);
                return true;
            case "n":
                if (reading.Whole(value, name, least: 1) > 1)
                    reading.Note(ConversationFeature.Choices, name);
                return true;
            default:
                return false;
        }
    }

    private static double? Noted(ChatReading reading, ConversationFeature feature, string name, JsonElement value, double? unset = null)
    {
        var number = reading.Number(value, name);
        if (number == unset)
            return null;
        reading.Note(feature, name);
        return number;
    }

    private static void ReadStop(ChatReading reading, JsonElement value)
    {
        var stops = reading.Request.StopSequences;
        if (value.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in value.EnumerateArray())
            {
                stops.Add(reading.RequiredText(item, "stop", $"[{index++}]"));
                if (reading.Failed)
                    return;
            }
        }
        else if (value.ValueKind == JsonValueKind.String)
        {
            stops.Add(reading.RequiredText(value, "stop", ""));
        }
        else
        {
            reading.Fail("must be a string, an array of strings or null.", "stop");
        }

        if (stops.Count > 0)
            reading.Note(ConversationFeature.StopSequences, "stop");
    }
}
