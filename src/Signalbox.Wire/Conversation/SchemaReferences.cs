using System.Text.Json;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.Conversation;

/// <summary>
/// Looks for references of schemas to something elsewhere. No API of models fetches them, and the gateway does not either: a model would be asked to
/// answer in a form that nobody told it.
/// </summary>
public static class SchemaReferences
{
    private const int DeepestSearch = 64;

    /// <summary>What is wrong with the schemas of a request, or null.</summary>
    public static RequestDefect? Check(ConversationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        foreach (var tool in request.Tools)
            if (HasRemote(tool.Schema, DeepestSearch))
                return new RequestDefect(
                    $"The schema of the tool \"{tool.Name}\" has a \"$ref\" to somewhere else, which nobody fetches. Put the definition into the schema, under \"$defs\".", "tools");
        if (request.Format is not { } format || !HasRemote(format.Schema, DeepestSearch))
            return null;
        var field = request.Uses.First(use => use.Feature == ConversationFeature.JsonSchema).Param;
        return new RequestDefect(
            $"The schema in \"{field}\" has a \"$ref\" to somewhere else, which nobody fetches. Put the definition into the schema, under \"$defs\".", field);
    }

    private static bool HasRemote(JsonElement schema, int depth)
    {
        if (depth == 0)
            return false;
        switch (schema.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in schema.EnumerateObject())
                {
                    if (member.Value.ValueKind == JsonValueKind.String)
                    {
                        if (RawElement.Name(member) == "$ref" && !RawElement.Text(member.Value).StartsWith('#'))
                            return true;
                    }
                    else if (HasRemote(member.Value, depth - 1))
                    {
                        return true;
                    }
                }

                return false;
            case JsonValueKind.Array:
                foreach (var item in schema.EnumerateArray())
                    if (HasRemote(item, depth - 1))
                        return true;
                return false;
            default:
                return false;
        }
    }
}
