using System.Text;
using System.Text.Json.Nodes;
using Testing.Net;

namespace Gateway.Tests.DataPlane;

/// <summary>The blocks of a stream of Anthropic's, put together as its SDK does.</summary>
internal static class MessageBlocks
{
    public static List<JsonNode> Of(StreamRead read)
    {
        var blocks = new List<JsonNode>();
        var arguments = new StringBuilder();
        foreach (var data in read.Chunks)
        {
            var delta = data["delta"];
            switch ((string?)data["type"])
            {
                case "content_block_start":
                    blocks.Add(data["content_block"]!.DeepClone());
                    arguments.Clear();
                    break;
                case "content_block_delta" when (string?)delta!["type"] == "text_delta":
                    blocks[^1]["text"] = (string?)blocks[^1]["text"] + (string?)delta["text"];
                    break;
                case "content_block_delta" when (string?)delta!["type"] == "thinking_delta":
                    blocks[^1]["thinking"] = (string?)blocks[^1]["thinking"] + (string?)delta["thinking"];
                    break;
                case "content_block_delta" when (string?)delta!["type"] == "signature_delta":
                    blocks[^1]["signature"] = (string?)delta["signature"];
                    break;
                case "content_block_delta" when (string?)delta!["type"] == "input_json_delta":
                    arguments.Append((string?)delta["partial_json"]);
                    break;
                case "content_block_stop" when arguments.Length > 0:
                    blocks[^1]["input"] = JsonNode.Parse(arguments.ToString());
                    break;
            }
        }
        return blocks;
    }
}
