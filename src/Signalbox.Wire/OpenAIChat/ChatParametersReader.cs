using System.Text.Json;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.OpenAIChat;

/// <summary>Reads the fields of a chat request that bear on how it is served and what the answer is made of.</summary>
internal static class ChatParametersReader
{
    /// <summary>Reads a field that is not null. False when it is none of these.</summary>
    public static bool TryRead(ChatReading reading, string name, JsonElement value)
    {
        var request = reading.Request;
        switch (name)
        {
            case "stream":
                request.Stream = reading.Flag(value, name) ?? false;
                return true;
            case "stream_options":
                ReadStreamOptions(reading, value);
                return true;
            case "parallel_tool_calls":
                request.ParallelToolCalls = reading.Flag(value, name);
                if (request.ParallelToolCalls == false)
                    reading.Note(ConversationFeature.ParallelToolCalls, name);
                return true;
            case "user":
                request.User = reading.Text(value, name);
                NoteUser(reading, name);
                return true;
            case "safety_identifier":
                request.SafetyIdentifier = reading.Text(value, name);
                NoteUser(reading, name);
                return true;
            case "metadata":
                if (reading.IsObject(value, name) && value.GetPropertyCount() > 0)
                {
                    request.Metadata = value;
                    reading.Note(ConversationFeature.Metadata, name);
                }

                return true;
            case "prompt_cache_key":
                request.PromptCacheKey = reading.Text(value, name);
                reading.Note(ConversationFeature.PromptCacheKey, name);
                return true;
            case "prompt_cache_retention":
                reading.Note(ConversationFeature.CacheControl, name);
                return true;
            case "service_tier":
                ReadServiceTier(reading, value);
                return true;
            case "store":
                if (reading.Flag(value, name) == true)
                    reading.Note(ConversationFeature.Store, name);
                return true;
            case "verbosity":
                request.Verbosity = reading.Text(value, name);
                reading.Note(ConversationFeature.Verbosity, name);
                return true;
            case "prediction":
                reading.Note(ConversationFeature.Prediction, name);
                return true;
            case "modalities":
                ReadModalities(reading, value);
                return true;
            case "audio":
                reading.Note(ConversationFeature.AudioOutput, name);
                return true;
            case "web_search_options":
                reading.Note(ConversationFeature.HostedTools, name);
                return true;
            default:
                return false;
        }
    }

    private static void NoteUser(ChatReading reading, string name)
    {
        reading.Note(ConversationFeature.User, name);
        if (reading.Request.HasOtherUser)
            reading.Note(ConversationFeature.Unknown, "user");
    }

    private static void ReadStreamOptions(ChatReading reading, JsonElement value)
    {
        if (!reading.IsObject(value, "stream_options"))
            return;
        foreach (var member in value.EnumerateObject())
        {
            var name = RawElement.Name(member);
            if (name == "include_usage")
                reading.Request.IncludeUsage = reading.Flag(member.Value, "stream_options", ".include_usage") ?? false;
            else if (name != "include_obfuscation")
                reading.NoteUnknown(member.Value, "stream_options", name);
        }
    }

    private static void ReadServiceTier(ChatReading reading, JsonElement value)
    {
        var tier = reading.Text(value, "service_tier");
        if (tier is null or "auto")
            return;
        reading.Request.ServiceTier = tier;
        reading.Note(ConversationFeature.ServiceTier, "service_tier");
    }

    private static void ReadModalities(ChatReading reading, JsonElement value)
    {
        if (!reading.IsArray(value, "modalities"))
            return;
        foreach (var item in value.EnumerateArray())
        {
            var modality = reading.RequiredText(item, "modalities", "");
            if (modality == "audio")
                reading.Note(ConversationFeature.AudioOutput, "modalities");
            else if (modality != "text")
                reading.Note(ConversationFeature.Unknown, "modalities");
        }
    }
}
