namespace Wire.Tests.BedrockConverse;

/// <summary>The events of a stream, as Bedrock writes them.</summary>
internal static class ConverseFrames
{
    public static readonly (string, string) Start = ("messageStart", """{"p":"abcd","role":"assistant"}""");

    public static readonly (string, string) Usage =
        ("metadata", """{"metrics":{"latencyMs":800},"p":"ab","usage":{"inputTokens":3,"outputTokens":550,"totalTokens":12857,"cacheReadInputTokens":0,"cacheWriteInputTokens":12304}}""");

    public static bool IsException(string type) => type.EndsWith("Exception", StringComparison.Ordinal);

    public static (string, string) Call(int index, string id, string name) =>
        ("contentBlockStart", $$"""{"contentBlockIndex":{{index}},"p":"a","start":{"toolUse":{"name":"{{name}}","toolUseId":"{{id}}"} } }""");

    public static (string, string) Input(int index, string piece) => Delta(index, $$$"""{"toolUse":{"input":"{{{piece.Replace("\"", "\\\"", StringComparison.Ordinal)}}}"}}""");

    public static (string, string) Text(int index, string text) => Delta(index, $$"""{"text":"{{text}}"}""");

    public static (string, string) Thought(int index, string text) => Delta(index, $$$"""{"reasoningContent":{"text":"{{{text}}}"}}""");

    public static (string, string) Signature(int index, string text) => Delta(index, $$$"""{"reasoningContent":{"signature":"{{{text}}}"}}""");

    public static (string, string) Delta(int index, string delta) => ("contentBlockDelta", $$"""{"contentBlockIndex":{{index}},"delta":{{delta}},"p":"abcdefghij"}""");

    public static (string, string) Stop(int index) => ("contentBlockStop", $$"""{"contentBlockIndex":{{index}},"p":"abc"}""");

    public static (string, string) End(string reason) => ("messageStop", $$"""{"p":"abcdef","stopReason":"{{reason}}"}""");
}
