namespace Signalbox.Wire.OpenAIChat;

/// <summary>The defects that only a chat request can have, in words.</summary>
internal static class ChatRequestDefects
{
    public static RequestDefect StreamOptionsNotObject { get; } =
        new("\"stream_options\" must be an object or null.", "stream_options");

    public static RequestDefect IncludeUsageNotBoolean { get; } =
        new("\"stream_options.include_usage\" must be true or false.", "stream_options.include_usage");

    public static RequestDefect IncludeUsageTwice { get; } =
        new("\"stream_options.include_usage\" appears more than once. Send it once.", "stream_options.include_usage");

    public static RequestDefect MessageNotObject(int index) =>
        new($"\"messages[{index}]\" must be an object with \"role\" and \"content\".", $"messages[{index}]");
}
