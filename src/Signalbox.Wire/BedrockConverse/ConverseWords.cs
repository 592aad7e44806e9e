using System.Text.Json;
using Signalbox.Wire.Json;

namespace Signalbox.Wire.BedrockConverse;

/// <summary>Names of what Converse's unions hold: each is an object with one member (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ContentBlock.html).</summary>
internal static class ConverseWords
{
    /// <summary>The kind of a block, of its start or of a delta; empty when it holds nothing.</summary>
    public static string KindOf(JsonElement union)
    {
        if (union.ValueKind != JsonValueKind.Object)
            return "";
        foreach (var member in union.EnumerateObject())
            return member.IsNamed("toolUse") ? "server_tool_use" : member.DecodedName();
        return "";
    }
}
