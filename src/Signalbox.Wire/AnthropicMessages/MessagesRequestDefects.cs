namespace Signalbox.Wire.AnthropicMessages;

/// <summary>The defects that only a Messages request can have, in words.</summary>
internal static class MessagesRequestDefects
{
    public static RequestDefect MessageNotObject(int index) =>
        new($"\"messages.{index}\" must be an object with \"role\" and \"content\".", $"messages.{index}");
}
